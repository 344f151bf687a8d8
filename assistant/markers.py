"""The markers of several texts, numbered as one."""

import re
from collections.abc import Iterable

from assistant.reply import Citation
from corpus import Policy

_MARKER = re.compile(r"\[(\d+)\]")
Span = tuple[str, int, int]


def as_one(
    policy: Policy, blocks: Iterable[tuple[str, tuple[Citation, ...]]]
) -> tuple[tuple[str, ...], tuple[Citation, ...]]:
    """The texts with markers counted through by first appearance, and all that they cite.

    The same words of a clause have one marker, wherever they are cited.
    """
    numbers: dict[Span, int] = {}
    texts = []
    for text, citations in blocks:
        spans = {one.marker: (one.clause_id, one.start, one.end) for one in citations}
        for marker in _in_reading_order(text, spans):
            numbers.setdefault(spans[marker], len(numbers) + 1)
        fresh = {marker: numbers[span] for marker, span in spans.items()}
        texts.append(_renumbered(text, fresh))
    cited = tuple(Citation.cut(policy, *span, marker=number) for span, number in numbers.items())
    return tuple(texts), cited


def _in_reading_order(text: str, spans: dict[int, Span]) -> list[int]:
    """The markers as they stand in the text, then those of what is cited without one."""
    read = [int(found) for found in _MARKER.findall(text)]
    return [marker for marker in dict.fromkeys([*read, *spans]) if marker in spans]


def _renumbered(text: str, fresh: dict[int, int]) -> str:
    """A number in brackets that marks no citation stays what it is."""
    return _MARKER.sub(lambda found: f"[{fresh.get(int(found[1]), found[1])}]", text)
