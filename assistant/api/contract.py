"""What the API takes and gives, as ``/openapi.json`` tells it.

The shapes of ``reply_json.py`` and ``explanation.py`` once more, for who writes against them.
"""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator

from assistant.reason import Reason
from corpus import Audience, Right

MOST_TURNS = 20

_SHAPE = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
_ONE_OF: list[JsonValue] = [
    {"properties": {"text": {"type": "string"}}, "required": ["text"]},
    {"properties": {"turns": {"type": "array"}}, "required": ["turns"]},
]


class QuestionJson(BaseModel):
    """One question as `text`, or a conversation as `turns`: one of the two."""

    model_config = ConfigDict(
        **_SHAPE,
        strict=True,
        json_schema_extra={
            "oneOf": _ONE_OF,
            "examples": [
                {"text": "Do you sell my data?"},
                {"turns": ["Do you sell my data?", "Delete my data"], "explain": True},
            ],
        },
    )

    text: str | None = None
    """One question, in the shopper's words."""
    turns: list[str] | None = Field(None, min_length=1, max_length=MOST_TURNS)
    """What the shopper says in a conversation, oldest first; each turn gets a reply."""
    explain: bool = False
    """Whether to tell what was found for each turn, and how surely it answers."""

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        if (self.text is None) == (self.turns is None):
            raise ValueError('It must hold either "text" or "turns", and not both')
        return self

    @property
    def texts(self) -> list[str]:
        """The turns, of which a single question is one."""
        return self.turns or [self.text or ""]


class CitationJson(BaseModel):
    """A quote with its place in the policy, word for word."""

    model_config = _SHAPE

    marker: int = Field(ge=1)
    """The number in square brackets in the reply's text."""
    clause_id: str
    heading: list[str]
    """The headings that the clause stands under, outermost first."""
    quote: str
    start: int = Field(ge=0)
    """Offset of the quote in the policy's text, in characters."""
    end: int = Field(ge=0)
    applies_to: Audience
    """Whom the clause binds or entitles."""


class OptionJson(BaseModel):
    """A topic to choose, where the question could mean several."""

    model_config = _SHAPE

    text: str
    """The topic as a question; sent as the next turn, or its number from 1 instead, it chooses."""
    clause_ids: list[str]
    """The clauses that its answer cites."""
    quotes: list[str]
    """What its answer quotes, word for word."""


class RequesterJson(BaseModel):
    """Who asks for a right to be honoured, as far as is known."""

    model_config = _SHAPE

    name: str | None
    email: str | None
    phone: str | None = None
    state: str | None


class RequestJson(BaseModel):
    """A request about personal data, as far as it was understood."""

    model_config = _SHAPE

    right: Right
    requester: RequesterJson
    order: str | None
    on_behalf_of: str | None
    missing: list[str]
    """What is still to be asked for."""


class ClockJson(BaseModel):
    """A time limit that runs on a ticket."""

    model_config = _SHAPE

    what: str
    due: str
    clause_id: str | None
    """Of the clause that promises it."""
    law: str | None
    """That says so; one of the two is given."""


class TicketJson(BaseModel):
    """A request that was filed."""

    model_config = _SHAPE

    ticket_id: str
    status: str
    clocks: list[ClockJson]


class PolicyJson(BaseModel):
    """The policy that was asked about."""

    model_config = _SHAPE

    policy_id: str
    version: str
    sha256: str
    """Of the text that all offsets count in."""


class ReplyJson(BaseModel):
    """What is said back to one turn."""

    model_config = _SHAPE

    kind: Literal[
        "answer", "abstention", "clarification", "rights_intake", "rights_ticket", "handoff",
        "small_talk",
    ]  # fmt: skip
    """An answer quotes the policy; an abstention says that the policy does not answer.

    A clarification asks which of its options is meant; the next turn chooses one. A request about
    personal data is met with a rights_intake, and with a rights_ticket once it is filed. A handoff
    says how a person is reached; small_talk is a greeting or the like.
    """
    text: str
    """What the shopper reads; [1] points to the citation with that marker."""
    citations: list[CitationJson]
    reason: Reason | None
    """Why it is no answer."""
    mode: Literal["reviewed", "quoted", "model"] | None
    """Where an answer's words come from."""
    options: list[OptionJson]
    """The topics of a clarification, two or three; of any other kind, none."""
    request: RequestJson | None
    ticket: TicketJson | None
    policy: PolicyJson
    elapsed_ms: float = Field(ge=0)
    """How long the reply took, in milliseconds."""


class SpanJson(BaseModel):
    """A stretch of the policy's text."""

    model_config = _SHAPE

    clause_id: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class ExplanationJson(BaseModel):
    """What was found for a turn, whatever became of it."""

    model_config = _SHAPE

    clause_ids: list[str]
    """The clauses that were found, best first."""
    probability: float = Field(ge=0, le=1)
    """That the policy answers."""
    would_cite: list[SpanJson]
    """What an answer quotes, or would."""


class RepliesJson(BaseModel):
    """One reply for each turn, in order, and one explanation for each if asked for."""

    model_config = _SHAPE

    replies: list[ReplyJson]
    explanations: list[ExplanationJson] | None
    """Null unless `explain` was set."""
