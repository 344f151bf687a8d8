"""What a target said to a case, in the JSON of the product's contract."""

from typing import Annotated, Any, Self

from pydantic import BaseModel, Field, ValidationError, model_validator

from assistant.reason import Reason
from assistant.reply_json import ReplyKind


class CitationLine(BaseModel):
    """A citation of a reply."""

    clause_id: str
    quote: str
    start: int
    end: int


class QuoteLine(BaseModel):
    """A quote that an answer would have."""

    clause_id: str
    start: int
    end: int


class OptionLine(BaseModel):
    """A topic that a clarification offers, and what its answer cites."""

    text: str
    clause_ids: list[str]
    quotes: list[str]


class RequesterLine(BaseModel):
    """Who makes a request."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    state: str | None = None


class RequestLine(BaseModel):
    """A request that was recognized."""

    right: str
    requester: RequesterLine = RequesterLine()
    order: str | None = None
    on_behalf_of: str | None = None

    @property
    def fields(self) -> dict[str, str]:
        """What is filled in, by ``REQUEST_FIELDS``."""
        filled = {
            "right": self.right,
            **self.requester.model_dump(),
            "order": self.order,
            "on_behalf_of": self.on_behalf_of,
        }
        return {field: value for field, value in filled.items() if value}


class PolicyLine(BaseModel):
    """The policy that a reply speaks of."""

    policy_id: str
    sha256: str


class ReplyLine(BaseModel):
    """One reply; keys that evals don't look at are let be."""

    kind: ReplyKind
    text: str
    citations: list[CitationLine]
    reason: Reason | None = None
    options: list[OptionLine] = []
    request: RequestLine | None = None
    policy: PolicyLine
    elapsed_ms: float = 0.0

    @model_validator(mode="after")
    def _offers_a_few(self) -> Self:
        """Whoever offers everything is always right among the choices."""
        if self.kind is ReplyKind.CLARIFICATION and len(self.options) not in (2, 3):
            raise ValueError("a clarification has two or three options")
        return self


class ExplanationLine(BaseModel):
    """What was found for the last turn, and how surely it answers."""

    clause_ids: list[str]
    probability: Annotated[float, Field(ge=0, le=1)]
    would_cite: list[QuoteLine]


class Exchange(BaseModel):
    """A reply a turn, and, where the target gives one, the explanation of the last."""

    replies: Annotated[list[ReplyLine], Field(min_length=1)]
    explanation: ExplanationLine | None = None


def read_exchange(replies: Any, explanation: Any) -> Exchange:
    """The exchange; ``ValueError`` with a sentence where it is not as the contract has it."""
    try:
        return Exchange.model_validate({"replies": replies, "explanation": explanation})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise ValueError(
            f"the reply is not as the contract has it: {place}: {first['msg']}"
        ) from error
