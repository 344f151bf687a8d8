"""What a shopper can say by a button, and what the assistant understands by it.

Messages are understood in English. Where the page speaks another language, its buttons do too, and
what one of them says, or somebody copies from one, is understood all the same.
"""

import re
import unicodedata

from assistant import wording
from assistant.catalogues import Sentence, spoken

EXAMPLES = (
    Sentence("Do you sell my data?"),
    Sentence("What do you collect about me?"),
    Sentence("How do I delete my data?"),
    Sentence("How do I stop marketing emails?"),
    Sentence("Do you use cookies?"),
)
ASK_FOR_PERSON = Sentence("I would like to talk to a person.")
CANCEL = Sentence("Cancel")
_TYPED = (Sentence("yes"), Sentence("no"), Sentence("cancel"), Sentence("new code"))
"""Short words that the assistant asks for."""
_BESIDE_WORDS = re.compile(r"[\W_]+")


def meant(text: str) -> str:
    """The English of what was said, where it is one of these phrases; else the same."""
    if not spoken().sentences:
        return text
    phrases = (*EXAMPLES, ASK_FOR_PERSON, CANCEL, *wording.WISHES.values(), *_TYPED)
    known = {_plain(phrase()): phrase.english for phrase in phrases}
    return known.get(_plain(text), text)


def _plain(text: str) -> str:
    """In small letters, without marks and accents: many type "si" for "sí"."""
    letters = (c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return _BESIDE_WORDS.sub(" ", "".join(letters)).strip().casefold()
