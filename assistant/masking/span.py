"""A stretch of a message that tells who somebody is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalSpan:
    """Where it stands, in characters, and what it is."""

    start: int
    end: int
    kind: str
    """What is written in its place: ``name``, ``email``, ``phone`` …"""


def joined(spans: Iterable[PersonalSpan]) -> Iterator[PersonalSpan]:
    """The spans in order, those that overlap made one of the longest one's kind."""
    held: PersonalSpan | None = None
    length = 0
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if held is None or span.start >= held.end:
            if held is not None:
                yield held
            held, length = span, span.end - span.start
            continue
        kind = span.kind if span.end - span.start > length else held.kind
        length = max(length, span.end - span.start)
        held = PersonalSpan(start=held.start, end=max(held.end, span.end), kind=kind)
    if held is not None:
        yield held
