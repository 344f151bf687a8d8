"""The name of the person that a request is about, where it is said as one."""

import re
from collections.abc import Iterator

from assistant.intake.contact import without_contacts
from assistant.places import people_named, place_named

_MOST = 4
_TOKEN = re.compile(r"[^\W\d_](?:[^\W\d_]|['’.-](?=[^\W\d_]))*\.?")
_GAP = re.compile(r" {1,2}")
_TITLE = re.compile(r"(?:mr|mrs|ms|miss|mx|dr|prof)\.? ", re.IGNORECASE)
_PARTICLES = frozenset({
    "de", "da", "del", "della", "di", "van", "von", "der", "den", "la", "le", "al", "el", "bin",
    "ibn", "dos", "du", "st",
})  # fmt: skip
_NO_NAMES = frozenset({
    "a", "act", "agent", "all", "am", "an", "and", "angry", "any", "april", "as", "august", "best",
    "california", "categories", "ccpa", "cdpa", "civil", "client", "code", "company", "consumer",
    "cpra", "customer", "data", "dear", "december", "delete", "department", "dsar", "e-mail",
    "email", "february", "friday", "from", "gdpr", "good", "hello", "hi", "i", "id", "i'm",
    "i'd", "i've", "in", "inc",
    "is", "it", "january", "july", "june", "kind", "llc", "ltd", "madam", "march", "may", "monday",
    "mother", "my", "name", "no", "not", "november", "october", "of", "on", "or", "order", "our",
    "phone", "please", "police", "policy", "privacy", "regards", "request", "requests", "resident",
    "right", "rights", "saturday", "section", "sent", "september", "service", "sincerely", "sir",
    "site", "state", "street", "subject", "sunday", "team", "thank", "thanks", "the", "this",
    "thursday", "to", "tuesday", "under", "us", "we", "wednesday", "yes", "you", "your", "yours",
    "dad", "father", "mom", "parent", "guardian", "shop", "crypjama", "united", "states", "country",
    "erase", "remove", "stop", "send", "article",
    # What is said of a name, in place of one.
    "wrong", "incorrect", "correct", "misspelled", "misspelt", "spelled", "spelt", "outdated",
    "changed", "now", "still", "spelling", "different", "missing",
})  # fmt: skip
# Whom the request is about, when somebody else writes; then who writes.
_OF_SUBJECT = re.compile(
    r"\b(?:her|his|their|client's|customer's|child's) name(?:'s| is|:)\s+|\bagent (?:for|of) "
    r"|\brepresent |\bon behalf of |\bestate of (?:the late )?|\bthe late |\bclient,? "
    r"|\bcust(?:omer)? (?=[A-Z])|\b(?:data|information|records) (?:on|about|of) (?=[A-Z])"
)
_NAMED = re.compile(
    r"\bmy name(?:'s| is|:) +(?:(?:now|actually|really|still|spelled|spelt) +)?|\bname is +"
    r"|(?:^|[\W])name *[:=] *|\bnombre (?:is|es) +"
    r"|\bmy name (?:to|into) +",
    re.IGNORECASE,
)
_I_AM = re.compile(r"\b(?:it's me,|i'm|im|i am|this is|it's|its|it is|i,) +", re.IGNORECASE)
_CLOSING = re.compile(
    r"\b(?:regards|sincerely|faithfully|truly|thanks|thank you|thx|cheers|best|wishes|greetings"
    r"|yours|love)\b[\s,.!-]{1,6}(?:from )?",
    re.IGNORECASE,
)
# A name that stands by itself: between stops, or before an address or the end.
_ALONE = re.compile(r"(?:^|[.!?,;:\n—–]\s*|\s-\s+|\s--\s*)(?=[^\W\d_])")
_END = re.compile(r"\s*(?:$|\n|[,(]?\s*\d|,\s*$|,\s*\n|\.?\s*$)")


def name(text: str) -> str | None:
    """The name as it is written; None where none is said as one."""
    return next(names_said(text), None)


def names_said(text: str) -> Iterator[str]:
    """All that is said as a name, the likeliest first; some may come twice."""
    plain = without_contacts(text.replace("’", "'"))
    for find in (_of_subject, _introduced, _as_i_am, _signed, _alone):
        yield from find(plain)


def _of_subject(text: str) -> Iterator[str]:
    for cue in _OF_SUBJECT.finditer(text):
        tokens, _ = _tokens(text, cue.end())
        lone = cue.group().strip().endswith(("name is", "name's", "name:"))
        if len(tokens) >= (1 if lone else 2):
            yield " ".join(tokens)


def _introduced(text: str) -> Iterator[str]:
    """Out of "my name is", behind which many write without capitals."""
    for cue in _NAMED.finditer(text):
        tokens, _ = _tokens(text, cue.end())
        tokens = tokens or _tokens(text, cue.end(), lower=True)[0][:2]
        if tokens:
            yield " ".join(tokens)


def _as_i_am(text: str) -> Iterator[str]:
    for cue in _I_AM.finditer(text):
        tokens, end = _tokens(text, cue.end())
        # "I am Angry." is no name; one word is, where something else follows: "I'm Ana, and".
        known = text[end : end + 1] == "," or cue.group().lower().startswith("it's me")
        if len(tokens) >= 2 or (tokens and known):
            yield " ".join(tokens)


def _signed(text: str) -> Iterator[str]:
    for cue in _CLOSING.finditer(text):
        tokens, end = _tokens(text, cue.end())
        if tokens and _END.match(text[end:]):
            yield " ".join(tokens)


def _alone(text: str) -> Iterator[str]:
    """The last of those that stand alone: a letter begins with whom it is to."""
    found = []
    for cue in _ALONE.finditer(text):
        tokens, end = _tokens(text, cue.end())
        if len(tokens) >= 2 and _END.match(text[end:]):
            found.append(" ".join(tokens))
    yield from reversed(found)


def _tokens(text: str, at: int, *, lower: bool = False) -> tuple[list[str], int]:
    """The words of a name that begins there, and where it ends."""
    if title := _TITLE.match(text, at):
        at = title.end()
    tokens: list[str] = []
    end = at
    while len(tokens) < _MOST and (word := _TOKEN.match(text, at)):
        token = word.group()
        # A stop belongs to an initial alone.
        bare = token if len(token) == 2 and token[0].isupper() else token.rstrip(".")
        if not _fits(bare, lower=lower, first=not tokens):
            break
        tokens.append(bare)
        end = at + len(bare)
        gap = _GAP.match(text, end)
        if gap is None:
            break
        at = gap.end()
    while tokens and tokens[-1].lower() in _PARTICLES:
        end -= len(tokens.pop()) + 1
    initials = all(len(token.rstrip(".")) == 1 for token in tokens)
    return ([], end) if initials or _is_place(tokens) else (tokens, end)


def _fits(token: str, *, lower: bool, first: bool) -> bool:
    plain = token.lower().rstrip(".'s") if len(token) > 3 else token.lower()
    if token.lower() in _NO_NAMES or plain in _NO_NAMES:
        return False
    if lower or token[0].isupper():
        return not (len(token) > 3 and people_named(token))
    return not first and token in _PARTICLES


def _is_place(tokens: list[str]) -> bool:
    """Whether it is a place; one word behind "I'm" is none."""
    return len(tokens) > 1 and place_named(" ".join(tokens)) is not None
