"""The questions of a message, and the deeds it asks for: where it comes apart, if it does.

It comes apart only where two clauses each ask in full and the later one is about something that the
earlier ones are not about. All else stays together: lists of nouns, afterthoughts ("and if so, to
whom?"), what is told around a question.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.subjects import subjects


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A clause or a sentence of a message."""

    text: str
    asks: bool
    """Whether it is a whole question, or orders something."""


def questions(text: str) -> tuple[str, ...]:
    """What is asked, in order; the message itself where it asks one thing or asks unclearly."""
    asked = _items(text) or _apart(_pieces(text))
    if len(asked) < 2 or all(_DEED.search(one) for one in asked):
        return (text,)
    return asked


def sentences(text: str) -> list[str]:
    """The sentences, also of one who types no capitals; each line has its own."""
    return [one.strip() for one in _SENTENCE_END.split(text) if one.strip()]


def _items(text: str) -> tuple[str, ...]:
    """The items of a list that is numbered or has bullets; none where there is no such list."""
    for marker in _MARKERS:
        found = list(marker.finditer(text))
        if len(found) < 2 or not _in_order([one.group(1) for one in found]):
            continue
        ends = [*(one.start() for one in found[1:]), len(text)]
        items = [_ended(_bare(text[one.end() : end])) for one, end in zip(found, ends, strict=True)]
        if all(_TWO_WORDS.search(one) for one in items):
            return tuple(items)
    return ()


def _in_order(marks: list[str]) -> bool:
    """Whether the marks count from one; bullets do not count."""
    places = [_COUNTED.get(mark.lower(), 0) for mark in marks]
    return not any(places) or places == list(range(1, len(places) + 1))


def _apart(pieces: Iterable[Piece]) -> tuple[str, ...]:
    """The pieces that ask for something of their own, each with what is told before it."""
    asked: list[str] = []
    met: frozenset[int] = frozenset()
    told = ""
    for piece in pieces:
        text = f"{told} {piece.text}".strip()
        about = subjects(piece.text)
        told = ""
        if piece.asks and about - met and not _goes_on(piece, asked):
            asked.append(text)
            met |= about
        elif asked and (piece.asks or piece.text.endswith("?")):
            asked[-1] = f"{asked[-1]} {text}"
            met |= about
        else:
            told = text
    return tuple(asked)


def _goes_on(piece: Piece, asked: list[str]) -> bool:
    """Whether the piece asks about what the one before only named: "cookies? do you use them?"."""
    return bool(asked and _NAMED.search(asked[-1]) and _PRONOUN.search(piece.text))


def _pieces(text: str) -> Iterator[Piece]:
    for sentence in sentences(text):
        yield from _clauses(_bare(sentence))


def _clauses(sentence: str) -> Iterator[Piece]:
    """The sentence, or the clauses of it that ask, each by itself."""
    lead = _INDIRECT.search(sentence)
    joint = _JOINT_INDIRECT if lead else _JOINT
    led = lead.end() if lead else len(sentence) + 1
    cuts = [0, *(one.end() for one in joint.finditer(sentence)), len(sentence)]
    begin = 0
    for start, end in pairwise(cuts):
        clause = _bare(sentence[start:end])
        text = _ended(_bare(sentence[begin:end]))
        asks = (_asks(clause) or led <= start) and _CLAUSE.search(text) is not None
        if asks or end == len(sentence):
            reported = led <= begin and not _asks(clause)
            yield Piece(text=f"tell me {text}" if reported else text, asks=asks)
            begin = end


def asks(clause: str) -> bool:
    """Whether it begins like a question or an order, or ends like a question."""
    return _asks(_bare(clause)) or clause.rstrip().endswith("?")


def _asks(clause: str) -> bool:
    return any(form.search(clause) for form in (_DIRECT, _INDIRECT, _DEED, _CONDITION))


def _bare(piece: str) -> str:
    """Without the words that only lead from one question to the next."""
    return _OPENER.sub("", piece).strip()


def _ended(piece: str) -> str:
    """Without the words and marks at its end that lead to the next."""
    ended = piece.rstrip(_MARKS)
    for link in _LINKS:
        ended = ended.removesuffix(link).rstrip(_MARKS)
    return ended


def _any(*alternatives: str) -> str:
    return f"(?:{'|'.join(alternatives)})"


def _pattern(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


# After a full stop only behind two letters: "e.g. a name" and "1. a name" go on.
_SENTENCE_END = re.compile(r"(?<=[?!;])\s+|(?<=[^\W\d_][^\W\d_]\.)\s+|\s*\n\s*")
_TWO_WORDS = re.compile(r"\w\W+\w")
# Fewer words than three are an afterthought or the half of a pair: "which court and which law".
_CLAUSE = re.compile(r"\w\W+\w+\W+\w")

_COUNTED = {
    mark: number
    for number, marks in enumerate(
        ("1 a i one", "2 b ii two", "3 c iii three", "4 d iv four", "5 e v five", "6 f vi six"), 1
    )
    for mark in marks.split()
}
_BEFORE = r"(?:^|(?<=[\s:,;.?!]))"
_MARKERS = tuple(
    re.compile(_BEFORE + marker, re.IGNORECASE)
    for marker in (
        r"\(?([1-9])[.)](?!\d)\s*",
        r"\(?([a-f])\)\s*",
        r"\(?(i{1,3}|iv|v|vi)\)\s*",
        r"(?:q|question|no\.?|number) ?#?([1-9])\b[.:)]?\s*",
        r"(one|two|three|four|five|six)\s?[:)]\s*",
        r"(?<![^\n])[ \t]*([-*•–])[ \t]+",
    )
)

_OPENER = _pattern(
    r"^(?:[\s,;:(–-]|(?:and|also|plus|but|so|then|furthermore|moreover|additionally|besides|next"
    r"|first(?:ly)?(?: of all)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|last(?:ly)?|finally|oh|ok"
    r"|okay|hi there|hi|hello|hey|by the way|btw|one more thing|another (?:thing|question)"
    r"|if (?:so|yes|not))\b(?! (?:names?|part(?:y|ies)|time)\b))+"
)
_LINKS = (" and", " also", " plus")
_MARKS = " \n,;+&("
_NAMED = re.compile(r"\b(?:what|how) about (?:\w+ ){0,2}\w+\?$", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:it|them|that|this|those)\b", re.IGNORECASE)

_PERSONS = _any("you", "u", "i", "we", "they", "it", "he", "she", "there", "any(?:one|body)")
_OTHERS = _any("my", "your", "ur", "our", "his", "her", "their", "the", "this", "that", "these",
    "those", "a", "an", "any", "all", "some", "some(?:one|body)", "others?", "every(?:one|body)",
    "people", "customers", "kids", "children", "cookies", "third", "advertisers", "data",
    "californians?", "employees", "staff", "guests?")  # fmt: skip
_AUX = _any("do", "does", "did", "can", "could", "will", "would", "may", "might", "is", "are",
    "was", "were", "am", "should", "must", "don'?t", "isn'?t", "aren'?t", "can'?t", "won'?t",
    "doesn'?t", "didn'?t")  # fmt: skip
# "Have the" goes on with a statement, "have you" asks.
_YES_OR_NO = _any(
    rf"{_AUX} (?:{_PERSONS}|{_OTHERS})\b(?! dare\b)",
    rf"(?:have|has|had) {_PERSONS}\b",
    r"(?:do|does|did) (?!not\b)\w+ \w+",
)
_HOW = _any(
    rf"(?:how|where|when|why) (?:{_AUX}|to|come)\b",
    r"how (?:about|long|often|old|much|many|soon|safe)\b",
)
# "What you have" is told, "what do you have" asked.
_WHAT = rf"(?:what(?:'s|s)? (?!for\b|{_PERSONS}\b)\w+|whose \w+)"
_WHO = r"(?:who|whom|which)(?:'s)? \w+ \w+"
_PLEASE = r"(?:please |kindly |pls |plz )*"
_COMMAND = _PLEASE + _any(
    r"(?:explain|describe)\b",
    r"(?:tell me|confirm|state|let me know) (?:too )?"
    r"(?=(?:if|whether|that|about|wh\w+|how|do|does|is|are)\b)",
)
_DIRECT = _pattern(
    rf"^\W*(?:{_YES_OR_NO}|{_HOW}|{_WHAT}|{_WHO}|{_COMMAND}|(?:to|with|for) (?:whom|which|what) "
    r"|for how long )"
)
_REPORTED = _any(
    rf"(?:if|whether) (?:{_PERSONS}|{_OTHERS})\b",
    r"(?:what|how|where|when|why|who|which)(?:'s)? (?:\w+|it's) \w+",
)
_INDIRECT = _pattern(
    r"\btell me (?=\W*(?:if|whether|about|wh\w+|how|too|do|does|is|are|can)\b)",
    r"\b(?:like|want|need|love|wish|have|trying) to (?:know|understand|learn|ask|find out|be told"
    r"|hear)\b",
    r"\b(?:wonder(?:ing)?|confirm (?:if|whether)|let me know)\b",
    rf"\b(?:questions?|things?) (?:are|is) (?={_REPORTED})",
)
_DEED_VERB = r"(?:delete|erase|remove|wipe|unsubscribe|close|cancel|correct|update)"
# Done, not said. What one wishes for oneself is a request too, but more often a story.
_DEED = _pattern(
    rf"^\W*{_PLEASE}(?:{_DEED_VERB}|opt me out|take me off"
    r"|stop (?:selling|sharing|tracking|texting|sending|e-?mailing))\b",
    r"^\W*(?:i|i'd|i would) (?:also )?(?:want|like|need|wish) to (?:also )?"
    r"(?:speak|talk|chat) (?:to|with)\b",
)
_CONDITION = _pattern(rf"^\W*(?:if|when|once|after|as|before)\b.*\b(?:{_YES_OR_NO}|what happens)\b")
_LINK = r"(?:and|also|plus|but|\+|&)"
_AND = rf"(?:,?\s+{_LINK}|\s*[,;:+])(?:\s+(?:and|also|then|please|second|third))*\s+"
_JOINT = _pattern(
    rf"{_AND}(?={_YES_OR_NO}|{_HOW} \w+|{_WHAT} \w+|which \w+ {_AUX}\b)",
    rf",?\s+{_LINK}(?: also| then)*\s+"
    rf"(?={_WHO}|{_COMMAND}|{_PLEASE}{_DEED_VERB} (?:my|all|the|every|it|me)\b)",
)
_JOINT_INDIRECT = _pattern(rf"{_AND}(?={_YES_OR_NO}|{_COMMAND}|{_REPORTED})")
