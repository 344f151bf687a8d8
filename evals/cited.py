"""A clause that a reply cites or leads to, and how much of the policy stands in its quote."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus import Clause, Policy
from evals.exchange import CitationLine, OptionLine, QuoteLine

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A clause that a reply cites, and the span that it quotes of it."""

    clause_id: str
    start: int
    end: int
    covers: frozenset[str]
    """All clauses that stand whole in the quote, such as the items of a list, and its own; none
    where there is no such span."""


def cited(quote: CitationLine | QuoteLine, policy: Policy) -> Cited:
    """The clause that is cited, with all that its quote covers."""
    return _cited(quote.clause_id, (quote.start, quote.end), policy)


def led_to(option: OptionLine, policy: Policy) -> tuple[Cited, ...]:
    """What an option's answer cites, clause by clause.

    The contract names clauses and quotes there and no spans: each clause gets the quotes that begin
    in it, or else those that stand in its list. A clause without any covers nothing, as a citation
    whose span is not in the policy.
    """
    return tuple(
        _cited(clause_id, span, policy)
        for clause_id in dict.fromkeys(option.clause_ids)
        for span in _spans(clause_id, option, policy) or [(0, 0)]
    )


def stands_in(option: OptionLine, quote: str, policy: Policy) -> bool:
    """Whether a quote stands verbatim in a clause that the option names."""
    clauses = filter(None, map(policy.clauses_by_id.get, option.clause_ids))
    return any(_find(quote, clause, policy) for clause in clauses)


def reach(policy: Policy, clause: Clause) -> Span:
    """The span of a clause and of the list that it leads into."""
    items = policy.items_under(clause.clause_id)
    return clause.start, max((item.end for item in items), default=clause.end)


def _cited(clause_id: str, span: Span, policy: Policy) -> Cited:
    covers = _covered(clause_id, span, policy)
    return Cited(clause_id=clause_id, start=span[0], end=span[1], covers=covers)


def _covered(clause_id: str, span: Span, policy: Policy) -> frozenset[str]:
    """The clauses that are cited; none where the span is not in the policy."""
    start, end = span
    if not 0 <= start < end <= len(policy.text):
        return frozenset()
    whole = {c.clause_id for c in policy.clauses if start <= c.start and c.end <= end}
    return frozenset(whole | {clause_id})


def _spans(clause_id: str, option: OptionLine, policy: Policy) -> list[Span]:
    clause = policy.clauses_by_id.get(clause_id)
    if clause is None:
        return []
    found = list(_found(option, clause, policy))
    return [span for span in found if span[0] < clause.end] or found


def _found(option: OptionLine, clause: Clause, policy: Policy) -> Iterator[Span]:
    for quote in option.quotes:
        if span := _find(quote, clause, policy):
            yield span


def _find(quote: str, clause: Clause, policy: Policy) -> Span | None:
    """Where a quote stands in a clause or its list; None where it doesn't, or is empty."""
    start = policy.text.find(quote, *reach(policy, clause)) if quote else -1
    return None if start < 0 else (start, start + len(quote))
