"""What became of a case: as much of the replies as metrics and reports look at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from assistant.reply import Reason
from assistant.reply_json import ReplyKind
from corpus import Policy
from evals.case import Case
from evals.exchange import CitationLine, Exchange, QuoteLine

DECIMALS = 3
"""Of a probability; what is beyond differs from one machine to the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A clause that a reply cites, and the span that it quotes of it."""

    clause_id: str
    start: int
    end: int
    covers: frozenset[str]
    """All clauses that stand whole in the quote, such as the items of a list, and its own; none
    where there is no such span."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a case; where it failed there is nothing but the failure."""

    case_id: str
    question_sha256: str
    kind: ReplyKind | None = None
    reason: Reason | None = None
    text: str = ""
    cited: tuple[Cited, ...] = ()
    quote_fidelity: float = 0.0
    """Share of all turns' quotes that stand verbatim in the policy; 1 where there are none."""
    request: Mapping[str, str] | None = None
    """The fields of the last request that was recognized in the conversation."""
    found: tuple[str, ...] | None = None
    """The clauses that retrieval found, best first; None where the target doesn't tell."""
    probability: float | None = None
    """That the policy answers, as the target has it."""
    would_cite: tuple[Cited, ...] | None = None
    """What an answer cites, or would."""
    failure: str | None = None
    """Why there is no reply, where the case crashed or timed out."""
    elapsed_ms: float | None = None
    """How long the last turn took."""


def failed(case: Case, failure: str) -> Outcome:
    """The outcome of a case that got no reply."""
    return Outcome(case_id=case.case_id, question_sha256=case.question_sha256, failure=failure)


def outcome_of(case: Case, exchange: Exchange, policy: Policy) -> Outcome:
    """The outcome of a case; the exchange is about this very policy."""
    last = exchange.replies[-1]
    cited = tuple(_cited(citation, policy) for citation in last.citations)
    requests = [reply.request for reply in exchange.replies if reply.request]
    explained = exchange.explanation
    would_cite = (
        tuple(_cited(quote, policy) for quote in explained.would_cite) if explained else None
    )
    return Outcome(
        case_id=case.case_id,
        question_sha256=case.question_sha256,
        kind=last.kind,
        reason=last.reason,
        text=last.text,
        cited=cited,
        quote_fidelity=_fidelity(chain(*(reply.citations for reply in exchange.replies)), policy),
        request=requests[-1].fields if requests else None,
        found=tuple(dict.fromkeys(explained.clause_ids)) if explained else None,
        probability=round(explained.probability, DECIMALS) if explained else None,
        would_cite=cited if last.kind is ReplyKind.ANSWER and explained else would_cite,
        elapsed_ms=last.elapsed_ms,
    )


def _cited(quote: CitationLine | QuoteLine, policy: Policy) -> Cited:
    return Cited(
        clause_id=quote.clause_id,
        start=quote.start,
        end=quote.end,
        covers=_covered(quote, policy),
    )


def _covered(quote: CitationLine | QuoteLine, policy: Policy) -> frozenset[str]:
    """The clauses that are cited; none where the span is not in the policy."""
    if not 0 <= quote.start < quote.end <= len(policy.text):
        return frozenset()
    whole = {c.clause_id for c in policy.clauses if quote.start <= c.start and c.end <= quote.end}
    return frozenset(whole | {quote.clause_id})


def _fidelity(citations: Iterable[CitationLine], policy: Policy) -> float:
    verbatim: Sequence[bool] = [
        policy.text[citation.start : citation.end] == citation.quote != "" for citation in citations
    ]
    return sum(verbatim) / len(verbatim) if verbatim else 1.0
