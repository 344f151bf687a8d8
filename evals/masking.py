"""How much of the personal data in labelled snippets is masked, and what is masked in vain."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.masking import Masker, PersonalSpan

GOLD = Path(__file__).parent / "gold" / "personal_data.txt"
_LABEL = re.compile(r"\{(\w+):([^{}]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """One thing that somebody types, and where it tells who they are."""

    number: int
    """From 1, in the file."""
    text: str
    personal: tuple[PersonalSpan, ...]

    @property
    def is_held_out(self) -> bool:
        """Whether the recognizers were written without a look at it."""
        return self.number % 2 == 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskingFigures:
    """Counts over snippets."""

    snippets: int
    personal: int
    masked: int
    """Of these, each letter and digit was masked."""
    spans: int
    right: int
    """Of these, each touches something personal."""
    untouched: int
    """Snippets without anything personal that were left as they are."""
    impersonal: int
    missed: tuple[str, ...]
    in_vain: tuple[str, ...]

    @property
    def recall(self) -> float:
        """The share of what is personal that was masked whole."""
        return self.masked / self.personal if self.personal else 1.0

    @property
    def precision(self) -> float:
        """The share of what was masked that is personal."""
        return self.right / self.spans if self.spans else 1.0


def read_snippets(path: Path = GOLD) -> Sequence[Snippet]:
    """The labelled snippets of the file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    told = [line for line in lines if line and not line.startswith("# ")]
    return [_snippet(number, line) for number, line in enumerate(told, start=1)]


def masking_figures(snippets: Sequence[Snippet], masker: Masker) -> MaskingFigures:
    """What the masker does to the snippets."""
    missed, in_vain = [], []
    personal = masked = spans = right = untouched = impersonal = 0
    for snippet in snippets:
        found = masker.spans(snippet.text)
        for one in snippet.personal:
            whole = _is_covered(snippet.text, one, found)
            masked += whole
            if not whole:
                missed.append(_told(snippet, one))
        for one in found:
            touches = any(one.start < other.end and other.start < one.end
                          for other in snippet.personal)  # fmt: skip
            right += touches
            if not touches:
                in_vain.append(_told(snippet, one))
        personal += len(snippet.personal)
        spans += len(found)
        impersonal += not snippet.personal
        untouched += not snippet.personal and not found
    return MaskingFigures(
        snippets=len(snippets), personal=personal, masked=masked, spans=spans, right=right,
        untouched=untouched, impersonal=impersonal, missed=tuple(missed), in_vain=tuple(in_vain),
    )  # fmt: skip


def _snippet(number: int, line: str) -> Snippet:
    text = ""
    spans = []
    for piece, kind, words in _pieces(line):
        text += piece
        if kind:
            spans.append(PersonalSpan(start=len(text), end=len(text) + len(words), kind=kind))
            text += words
    return Snippet(number=number, text=text, personal=tuple(spans))


def _pieces(line: str) -> Iterator[tuple[str, str, str]]:
    """What stands before each label, its kind and its words; the rest at the end."""
    end = 0
    for label in _LABEL.finditer(line):
        yield line[end : label.start()], label[1], label[2]
        end = label.end()
    yield line[end:], "", ""


def _is_covered(text: str, one: PersonalSpan, found: Sequence[PersonalSpan]) -> bool:
    places = (place for place in range(one.start, one.end) if text[place].isalnum())
    return all(any(other.start <= place < other.end for other in found) for place in places)


def _told(snippet: Snippet, one: PersonalSpan) -> str:
    return f"{snippet.number}: {one.kind} “{snippet.text[one.start : one.end]}” in {snippet.text}"
