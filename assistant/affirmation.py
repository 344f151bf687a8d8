"""Statements turned into the question whether they are so, and whether they deny something."""

import re

_NEGATION = re.compile(
    r"\w+n't\b|\b(?:do|does|did|is|are|was|wo|ca|would|could|have|has)nt\b"
    # "Do Not Track" and the "do not sell" link are names.
    r"|\b(?:(?<!\bdo )not|(?<=\byou )do not|(?<=\bthey )do not|(?<=\bi )do not)\b"
    r"|\b(?:cannot|never|no(?! (?:matter|law|longer than))|nobody|none|nothing|neither|nor)\b",
    re.IGNORECASE,
)
_AFFIRMED: tuple[tuple[str, str], ...] = (
    (r"\b(?:don|doesn|didn)'?t\b|(?<=\byou )do not\b|(?<=\bthey )do not\b", ""),
    (r"\b(?:does|did) not\b", ""),
    (r"\b(is|are|was|were|would|could|should|has|have|had)n'?t\b", r"\1"),
    (r"\b(?:won'?t|will not)\b", "will"),
    (r"\b(?:can'?t|cannot|can not)\b", "can"),
    (r"\b(?:nobody|no one)\b", "anyone"),
    (r"\bnothing\b", "anything"),
    (r"\bno(?= \w)(?! (?:matter|law|longer))", "any"),
    (r"\b(?:never|neither|nor|(?<!do )not(?! track))\b", ""),
)
_VERB = r"(is|are|was|were|can|could|will|would|may|might|must|should)"
_TURNED: tuple[tuple[str, str], ...] = (
    (r"(you|u|they|we|i|it|he|she|there) " + _VERB + r"\b", r"\2 \1"),
    (r"(you|they|we)'re\b", r"are \1"),
    (r"(it|there)'s\b", r"is \1"),
    (r"i'm\b", "am i"),
    (r"(you|they|we|i|it)'ll\b", r"will \1"),
    (r"(you|they|we|i)'d\b", r"would \1"),
    (r"(you|they|we|i)'ve\b", r"have \1"),
    (r"(you|u|they|we|i)\b", r"do \1"),
    (r"((?:[\w-]+ ){1,4}?)" + _VERB + r"\b", r"\2 \1"),
)
# "You never share" leaves out what.
_BARE = re.compile(r"\b(?:share|sell|collect|keep|store|disclose|record)$", re.IGNORECASE)
# "I" alone stays as it is.
_CAPITAL = re.compile(r"^[A-Z](?=[a-z])")


def is_negated(said: str) -> bool:
    """Whether the statement says that something is not so."""
    return bool(_NEGATION.search(said))


def asked(said: str) -> str:
    """The statement as a question, without its negation."""
    plain = said
    for pattern, words in _AFFIRMED:
        plain = re.sub(pattern, words, plain, flags=re.IGNORECASE)
    plain = _CAPITAL.sub(lambda found: found.group().lower(), " ".join(plain.split()))
    if _BARE.search(plain):
        plain = f"{plain} my information"
    for pattern, words in _TURNED:
        turned, count = re.subn(rf"^{pattern}", words, plain, count=1, flags=re.IGNORECASE)
        if count:
            return " ".join(f"{turned}?".split())
    return f"{plain}?"
