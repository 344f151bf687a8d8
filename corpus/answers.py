"""Reviewed answers: plain words that people wrote, each sentence with the clauses it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from corpus.clause import Audience
from corpus.rights import Right
from corpus.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """The words of a clause that a sentence rests on."""

    clause_id: str
    start: int
    """Offset of its first character in ``Policy.text``."""
    end: int
    """Offset after its last character."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of an answer and what it rests on."""

    text: str
    supports: tuple[Support, ...]
    """Empty only where it says that the policy doesn't say."""
    always: bool = False
    """Whether it is said whatever else is: one side of a conflict, or whom the rest binds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedAnswer:
    """An answer in plain words that somebody has read against the policy as it stands."""

    answer_id: str
    family: str
    """What it is about, such as ``cookies``; several answers share one."""
    topic: str
    """What it is about as a question, to choose it by."""
    is_silence: bool
    """Whether it says that the policy doesn't say, with the nearest that it does say."""
    verdict: Verdict | None
    """None for a silence."""
    not_for: Audience | None = None
    """Who asks for something else: an answer about people outside California names them."""
    offers: Right | None = None
    """The request that whoever asks this may want to make."""
    contradiction: bool = False
    """Whether the policy contradicts itself in this, and the answer tells both sides."""
    asked: tuple[str, ...]
    """Ways in which people ask this."""
    sentences: tuple[Sentence, ...]
    """The first one is the point."""
    reviewed_by: str
    reviewed_on: date
    digests: Mapping[str, str] = field(hash=False)
    """``Clause.digest`` of what it rests on as it was reviewed, by clause id."""


class StaleCause(StrEnum):
    """Why a clause takes an answer out of use."""

    CHANGED = "changed"
    """It has other words than those that were reviewed."""
    GONE = "gone"
    """The policy has no clause of this id any more."""
    UNREVIEWED = "unreviewed"
    """The answer has no digest of it: nobody has stamped that they looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleAnswer:
    """An answer that is out of use until somebody has looked at it again."""

    answer_id: str
    family: str
    asked: tuple[str, ...]
    """Ways in which people ask this: what asks for it must not be taken for its neighbour."""
    causes: Mapping[str, StaleCause] = field(hash=False)
    """Why, by clause id."""
    quotes: Mapping[str, tuple[str, ...]] = field(hash=False)
    """What it quotes from those clauses, as it was reviewed."""
    digests: Mapping[str, str] = field(hash=False)
    """As they were reviewed, of all that it rests on, by clause id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The reviewed answers of a policy."""

    current: tuple[ReviewedAnswer, ...] = ()
    """In the order of the file; all of them can be used."""
    stale: tuple[StaleAnswer, ...] = ()
    """None of them is used."""
