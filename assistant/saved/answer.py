"""An answer as it was given, held against the policy's text of that day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from corpus import Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedPolicy:
    """A text of the policy that answers were given from."""

    policy_id: str
    title: str
    company: str
    version: str
    url: str | None
    sha256: str
    """Hex digest of the text in UTF-8."""
    text: str
    since: datetime
    """When it was served first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What a marker of the answer stood for."""

    marker: int
    clause_id: str
    heading: tuple[str, ...]
    text: str
    start: int
    """Offset in the text of the policy that it was quoted from."""
    end: int
    applies_to: Audience

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Self:
        """What ``citation_as_json`` made of a citation."""
        return cls(
            marker=kept["marker"], clause_id=kept["clause_id"], heading=tuple(kept["heading"]),
            text=kept["quote"], start=kept["start"], end=kept["end"],
            applies_to=Audience(kept["applies_to"]),
        )  # fmt: skip

    def stands_in(self, text: str) -> bool:
        """Whether the text has these words at this place."""
        return text[self.start : self.end] == self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedAnswer:
    """A question and its answer, with all that it rests on."""

    at: datetime
    asked: str
    """With personal data masked, as in the reply."""
    reply: str
    quotes: Sequence[Quote]
    policy: ServedPolicy
    """As it was on that day."""
    until: datetime
    """When it is deleted."""

    @property
    def unfounded(self) -> list[Quote]:
        """Quotes that don't stand in the policy's text of that day; there should be none."""
        return [quote for quote in self.quotes if not quote.stands_in(self.policy.text)]

    def gone_from(self, text: str) -> list[Quote]:
        """Quotes whose words stand nowhere in another text of the policy."""
        return [quote for quote in self.quotes if quote.text not in text]
