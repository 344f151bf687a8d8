"""The languages that the page is shown in: what our own sentences read in each of them.

The policy, its reviewed answers and what people type are nobody's to translate here. English is
what stands in the code; each other language has a file ``LANGUAGE.po``, in which what is missing
falls back to English.
"""

from assistant.catalogues.catalogue import ENGLISH, Catalogue, open_catalogues
from assistant.catalogues.choosing import asked_language, catalogue_for
from assistant.catalogues.spoken import Sentence, say, speaking, spoken

__all__ = [
    "ENGLISH",
    "Catalogue",
    "Sentence",
    "asked_language",
    "catalogue_for",
    "open_catalogues",
    "say",
    "speaking",
    "spoken",
]
