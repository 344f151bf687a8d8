"""What the assistant says back: a closed union, and the citations it rests on."""

from dataclasses import KW_ONLY, InitVar, dataclass
from enum import StrEnum

from assistant.errors import UnfaithfulQuote
from assistant.reason import Reason
from assistant.tickets.request import Field, RightsRequest
from assistant.tickets.ticket import Clock, TicketStatus
from corpus import Audience, Policy, Right


class Mode(StrEnum):
    """Where an answer's words come from."""

    REVIEWED = "reviewed"
    """Written beforehand in plain words, each sentence with the clauses it rests on."""
    QUOTED = "quoted"
    """The policy's own."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote with its place in the policy; it can't be made of words that aren't there."""

    _: KW_ONLY
    policy: InitVar[Policy]
    marker: int
    """The number in square brackets in the reply's text, from 1."""
    clause_id: str
    heading: tuple[str, ...]
    quote: str
    start: int
    """Offset of the quote in ``Policy.text``."""
    end: int
    applies_to: Audience

    def __post_init__(self, policy: Policy) -> None:
        """Check the quote against the policy; ``UnfaithfulQuote`` where it does not stand there."""
        found = policy.text[self.start : self.end]
        clause = policy.clause(self.clause_id)
        reach = max(clause.end, *(item.end for item in policy.items_under(self.clause_id)), 0)
        inside = clause.start <= self.start < self.end <= reach
        if found != self.quote or not inside:
            raise UnfaithfulQuote(self.clause_id, self.quote, found)

    @classmethod
    def cut(
        cls, policy: Policy, clause_id: str, start: int, end: int, *, marker: int
    ) -> "Citation":
        """The citation of ``policy.text[start:end]``, which must lie in the clause or its list."""
        clause = policy.clause(clause_id)
        return cls(
            policy=policy,
            marker=marker,
            clause_id=clause_id,
            heading=clause.heading,
            quote=policy.text[start:end],
            start=start,
            end=end,
            applies_to=clause.applies_to,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The policy answers the question."""

    text: str
    citations: tuple[Citation, ...]
    mode: Mode = Mode.QUOTED
    answer_id: str | None = None
    """Of the reviewed answer that it was written from."""
    offers: Right | None = None
    """A request that can be begun from here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstention:
    """The policy does not answer, or not surely enough; citations show the nearest it says."""

    text: str
    reason: Reason
    citations: tuple[Citation, ...] = ()
    answer_id: str | None = None
    """Of the reviewed silence that it was written from."""
    offers: Right | None = None
    """A request that can be begun from here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A topic that a question may be about."""

    answer_id: str
    """Of the reviewed answer that it leads to."""
    text: str
    """The topic as a question; said back, it is answered."""
    citations: tuple[Citation, ...]
    """What its answer cites."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clarification:
    """The question may be about two or three topics; one is to be chosen."""

    lead: str
    options: tuple[Option, ...]

    @property
    def text(self) -> str:
        """The lead and the topics, numbered from 1."""
        numbered = (f"{number}. {one.text}" for number, one in enumerate(self.options, start=1))
        return "\n".join([self.lead, "", *numbered])

    @property
    def citations(self) -> tuple[Citation, ...]:
        """None: nothing is said about the policy until a topic is chosen."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsIntake:
    """A request about personal data was recognized."""

    text: str
    request: RightsRequest
    """What was understood of it."""
    missing: tuple[Field, ...] = ()
    """What is still to be asked for."""
    then: Right | None = None
    """Another right that was asked for as well, to be taken next."""
    citations: tuple[Citation, ...] = ()

    @property
    def right(self) -> Right:
        """The right that is asked for."""
        return self.request.right


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsTicket:
    """A request was filed: it is on disk."""

    text: str
    request: RightsRequest
    reference: str
    """By which the shopper asks after it."""
    status: TicketStatus
    clocks: tuple[Clock, ...]
    citations: tuple[Citation, ...] = ()
    then: RightsIntake | None = None
    """The request that is taken next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """A person is needed; the text says how one is reached."""

    text: str
    reason: Reason
    reference: str | None = None
    """By which it was handed to one; None where it could not be, or nobody is there to hand it."""
    has_address: bool = False
    """Whether it is known where who asked is written to."""
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallTalk:
    """A greeting, thanks, or a question about the assistant itself."""

    text: str


Reply = Answer | Abstention | Clarification | RightsIntake | RightsTicket | Handoff | SmallTalk
