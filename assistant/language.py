"""The language of a message, told where it surely is none that is understood.

English taken for another language costs a shopper the answer; a few words in another language
taken for English cost little. So each doubt counts for English. docs/languages.md has the figures.
"""

from collections.abc import Collection
from typing import NewType

from assistant.detector import language_shares
from assistant.telling import (
    HAN,
    HANGUL,
    KANA,
    latin_words,
    other_words,
    telling_words,
    without_addresses,
)

Language = NewType("Language", str)
"""An ISO 639-1 code."""

ENGLISH = Language("en")

# In this order: Japanese is written with Han, too.
_BY_SCRIPT = {KANA: Language("ja"), HANGUL: Language("ko"), HAN: Language("zh")}
# The languages that a message is told to be in by its words: those of countries. The model knows
# twice as many; the small ones take typos, shorthand, and some of their large relatives' messages.
_BY_WORDS = frozenset({
    "am", "ar", "az", "be", "bg", "bn", "ca", "cs", "da", "de", "el", "es", "et", "fa", "fi", "fr",
    "gu", "he", "hi", "hr", "hu", "hy", "id", "it", "ka", "kk", "km", "kn", "lo", "lt", "lv", "mk",
    "ml", "mr", "ms", "my", "ne", "nl", "no", "pa", "pl", "pt", "ro", "ru", "si", "sk", "sl", "sq",
    "sr", "sv", "sw", "ta", "te", "th", "tl", "tr", "uk", "ur", "uz", "vi",
})  # fmt: skip
# Counted for English: Nigerian Pidgin, the Latin of lawyers, and the model's class for what is no
# language, such as code.
_AS_ENGLISH = frozenset({ENGLISH, "pcm", "la", "zxx"})

_SURE = 0.93
# Shorthand is a little of many languages; a message in one is mostly that one.
_STANDS_OUT = 0.3
# Fewer are a name, a brand or an idiom as often as a message in another language.
_FEWEST_WORDS = 3
_FEWEST_TELLING_WORDS = 2
_FEWEST_TELLING_LETTERS = 10
# Of these words, which German, Spanish, French and Portuguese don't have, one in twenty makes the
# message English, with foreign names or an idiom in it.
_ENGLISH_WORDS = frozenset({
    "about", "and", "can't", "could", "did", "does", "doesn't", "don't", "from", "get", "gimme",
    "have", "his", "how", "i'm", "isn't", "my", "our", "please", "pls", "plz", "should", "that",
    "the", "their", "these", "this", "those", "wanna", "wants", "what", "when", "where", "which",
    "who", "why", "with", "would", "you", "your", "yours",
})  # fmt: skip
_MOST_ENGLISH_WORDS = 0.05


def other_language(text: str, *, understood: Collection[str] = (ENGLISH,)) -> Language | None:
    """The language of ``text`` where it surely is neither English nor ``understood``, else None.

    ``text`` is in NFKC; ``understood`` holds ISO 639-1 codes.
    """
    plain = without_addresses(text)
    others = other_words(plain)
    if len(others) > len(latin_words(plain)):
        return _by_script("".join(others), plain, frozenset(understood))
    return _by_words(plain, _AS_ENGLISH.union(understood))


def _by_script(letters: str, text: str, known: frozenset[str]) -> Language | None:
    """The language of a text that is mostly not in Latin letters, or None."""
    if len(set(letters)) == 1:  # ツ and ಠ_ಠ are faces
        return None
    for script, language in _BY_SCRIPT.items():
        if script.search(letters):
            return None if language in known else language
    return _likeliest(text, known)


def _by_words(text: str, known: frozenset[str]) -> Language | None:
    """The language of a text that is mostly in Latin letters, or None."""
    telling = telling_words(text)
    words = frozenset(latin_words(telling))
    if (
        len(set(latin_words(text))) < _FEWEST_WORDS
        or len(words) < _FEWEST_TELLING_WORDS
        or sum(map(len, words)) < _FEWEST_TELLING_LETTERS
        or len(words & _ENGLISH_WORDS) > _MOST_ENGLISH_WORDS * len(words)
    ):
        return None
    return _likeliest(telling, known)


def _likeliest(text: str, known: frozenset[str]) -> Language | None:
    """The language that stands out, or None where it may be a known one."""
    told = _BY_WORDS | known
    shares = {code: share for code, share in language_shares(text).items() if code in told}
    whole = sum(shares.values())
    best = max(shares, key=shares.__getitem__)
    doubt = sum(shares.get(code, 0) for code in known)
    if doubt > (1 - _SURE) * whole or shares[best] < _STANDS_OUT * whole:
        return None
    return Language(best)
