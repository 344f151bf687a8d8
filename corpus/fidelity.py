"""Proof that a restored policy holds the words of the text as received, in their order.

What may differ is structure and damage: white space, bullets at the start of a line, bars that
stand for cells, and the mojibake that a no-break space leaves when UTF-8 is read as Latin-1.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from corpus.policy import Policy

# U+00A0 in UTF-8 is C2 A0; read as Latin-1 it becomes "Â" and a no-break space, and a later
# clean-up often leaves the "Â" alone. It never stands between letters then.
_MOJIBAKE = re.compile(r"Â(?!\w)")
_BULLET = re.compile(r"^\s*[-*•]\s+", re.MULTILINE)
_WORD = re.compile(r"\S+")
_BAR = re.compile(r"(?<!\S)\|(?!\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Words of the source and what stands in their place in the policy."""

    word: int
    """How many words of the source come before."""
    source: str
    policy: str

    def __str__(self) -> str:
        match (self.source, self.policy):
            case (lost, ""):
                return f"word {self.word}: lost {lost!r}"
            case ("", added):
                return f"word {self.word}: added {added!r}"
            case (before, after):
                return f"word {self.word}: {before!r} became {after!r}"


def differences(source: str, policy: Policy) -> list[Difference]:
    """Where the policy loses, adds or moves a word of the source; empty when it is faithful."""
    received, restored = words_of(source), words_of(policy.text)
    matcher = SequenceMatcher(a=received, b=restored, autojunk=False)
    return [
        Difference(word=a, source=" ".join(received[a:b]), policy=" ".join(restored[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]


def words_of(text: str) -> list[str]:
    """The words of a text, without bullets, cell bars and mojibake."""
    return [text[start:end] for start, end in word_spans(text)]


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where the words of a text stand, bullets, cell bars and mojibake passed over."""
    clean = text
    for damage in (_MOJIBAKE, _BULLET, _BAR):
        clean = damage.sub(lambda found: " " * len(found.group()), clean)
    return [match.span() for match in _WORD.finditer(clean)]
