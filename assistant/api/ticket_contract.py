"""What the routes of tickets, handoffs and conversations take and give, for ``/openapi.json``."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assistant.api.contract import ClockJson, ReplyJson
from assistant.reason import Reason
from assistant.tickets.handover import Queue
from assistant.tickets.request import OnBehalfOf
from assistant.tickets.ticket import Flag, Regime, TicketKind, TicketStatus
from corpus import Right

_SHAPE = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
_GIVEN = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True, strict=False)
_LONG = 4000


def _storable(text: str) -> str:
    """No half characters and no NUL: no database keeps them."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ValueError("it holds half a character") from None
    if "\0" in text:
        raise ValueError("it holds a NUL character")
    return text


Text = Annotated[str, Field(min_length=1, max_length=_LONG), AfterValidator(_storable)]
Short = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_storable)]


class RequesterGiven(BaseModel):
    """Whose data it is."""

    model_config = _GIVEN

    name: Short | None = None
    email: Short | None = None
    phone: Short | None = None
    state: Short | None = None
    """Of the United States, or a country, by name: `California`."""


class RequestGiven(BaseModel):
    """A request about personal data, to be filed."""

    model_config = _GIVEN

    right: Right
    requester: RequesterGiven
    order: Short | None = None
    on_behalf_of: OnBehalfOf | None = None
    details: Text | None = None
    """In their own words."""


class MoveGiven(BaseModel):
    """Where a ticket stands from now on."""

    model_config = _GIVEN

    status: TicketStatus
    why: Annotated[str, Field(max_length=_LONG), AfterValidator(_storable)] = ""
    """Must be told of a denial or an extension; it is kept for good: name nobody."""


class SaidJson(BaseModel):
    """One line of a conversation."""

    model_config = _SHAPE

    by: Literal["shopper", "assistant"]
    text: Text


class HandoffGiven(BaseModel):
    """A conversation that a person is to take over."""

    model_config = _GIVEN

    reason: Reason = Reason.ASKED_FOR_HUMAN
    summary: Short
    transcript: Annotated[list[SaidJson], Field(max_length=100)] = []
    language: Annotated[str, Field(pattern="^[a-z]{2}$")] = "en"
    requester: RequesterGiven = RequesterGiven()


class TurnGiven(BaseModel):
    """What the shopper says next."""

    model_config = _GIVEN

    text: str


class RequesterTold(BaseModel):
    """Who asked; null once it is erased."""

    model_config = _SHAPE

    name: str | None
    email: str | None
    phone: str | None
    state: str | None


class ClockTold(ClockJson):
    """A time limit, and whether it is the strictest of its kind."""

    ruling: bool


class PolicyTold(BaseModel):
    """The policy as it stood when the ticket was filed."""

    model_config = _SHAPE

    policy_id: str
    version: str
    sha256: str
    clause_ids: list[str]


class SaidTold(BaseModel):
    """One line of the story."""

    model_config = _SHAPE

    by: str
    text: str


class HandoverTold(BaseModel):
    """The story of a handoff."""

    model_config = _SHAPE

    reason: Reason
    summary: str
    transcript: list[SaidTold]
    language: str
    clause_ids: list[str]


class ChangeTold(BaseModel):
    """One thing that happened, bound to all before by its hash."""

    model_config = _SHAPE

    sequence: int
    at: str
    by: str
    before: TicketStatus | None
    after: TicketStatus
    why: str
    hash: str


class TicketTold(BaseModel):
    """A ticket whole; in lists its history is empty."""

    model_config = _SHAPE

    ticket_id: str
    kind: TicketKind
    right: Right
    regime: Regime
    status: TicketStatus
    received_at: str
    due: str | None
    requester: RequesterTold
    order: str | None
    on_behalf_of: OnBehalfOf | None
    details: str | None
    flags: list[Flag]
    clocks: list[ClockTold]
    policy: PolicyTold
    source: str
    queue: Queue | None
    handover: HandoverTold | None
    history: list[ChangeTold]


class TicketsTold(BaseModel):
    """Tickets, those that are due first at the beginning."""

    model_config = _SHAPE

    tickets: list[TicketTold]
    next: int | None
    """Where to go on: `offset` of the next request; null at the end."""


class FiledTold(BaseModel):
    """What was filed, with a reference of its own where another request is joined."""

    model_config = _SHAPE

    ticket_id: str
    status: TicketStatus
    clocks: list[ClockTold]
    is_new: bool


class ConversationTold(BaseModel):
    """A conversation that has begun."""

    model_config = _SHAPE

    conversation_id: str


class TurnTold(BaseModel):
    """What is said back."""

    model_config = _SHAPE

    reply: ReplyJson | None
    """Null while a person has the conversation: they answer."""
    handoff: str | None
    """The reference under which a person has the conversation, or is to have it."""


class KeptTurnTold(BaseModel):
    """One turn as it is kept, with personal data masked."""

    model_config = _SHAPE

    number: int
    at: str
    text: str
    reply: str
    kind: str
    reason: str | None
    clause_ids: list[str]


class LiveLineTold(BaseModel):
    """What was written while a person had the conversation."""

    model_config = _SHAPE

    number: int
    at: str
    by: Literal["shopper", "agent", "joined", "left"]
    text: str


class TranscriptTold(BaseModel):
    """A conversation as it is kept."""

    model_config = _SHAPE

    conversation_id: str
    turns: list[KeptTurnTold]
    lines: list[LiveLineTold]
