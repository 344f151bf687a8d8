"""Which languages a text may be in (py3langid)."""

from collections.abc import Mapping
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier


def language_shares(text: str) -> Mapping[str, float]:
    """How likely each language is that the model knows, by ISO 639 code; together 1.

    The first call loads the model: half a second, 75 MB.
    """
    return dict(_model().rank(text))


@cache
def _model() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
