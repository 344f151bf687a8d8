"""Clauses as a reader sees them, the quoted words apart from the rest."""

from collections.abc import Iterable
from dataclasses import dataclass

from corpus import Clause, Policy
from corpus.clause import ClauseKind
from evals.case import Case
from evals.cited import Cited, reach


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseView:
    """A clause in three pieces; the quote is the middle one."""

    clause_id: str
    place: str
    """The headings above it, and for a table's row what the columns are."""
    label: str
    """What the labels say of citing it, in words."""
    before: str
    quoted: str
    after: str


def cited_clauses(policy: Policy, case: Case, cited: Iterable[Cited]) -> tuple[ClauseView, ...]:
    """The clauses that a reply cites, or one of its options, whole, in its order."""
    return tuple(_cited(policy, one, label(case, one)) for one in cited)


def whole_clauses(policy: Policy, clause_ids: Iterable[str]) -> tuple[ClauseView, ...]:
    """The clauses in reading order, with nothing quoted."""
    wanted = {*clause_ids}
    return tuple(
        ClauseView(
            clause_id=clause.clause_id,
            place=_place(clause),
            label="",
            before=clause.text,
            quoted="",
            after="",
        )
        for clause in policy.clauses
        if clause.clause_id in wanted
    )


def label(case: Case, cited: Cited) -> str:
    """``core``, ``accepted``, ``not accepted``, or ``not judged``."""
    if case.citable is None:
        return "not judged"
    if cited.covers & case.core:
        return "core"
    return "accepted" if cited.covers & case.citable else "not accepted"


def _cited(policy: Policy, cited: Cited, label: str) -> ClauseView:
    clause = policy.clauses_by_id.get(cited.clause_id)
    low, high = reach(policy, clause) if clause else (max(0, cited.start), max(0, cited.end))
    # A target can claim any span: only what lies in the clause, or in its list, is shown.
    start, end = (min(max(place, low), high) for place in (cited.start, cited.end))
    last = max(end, clause.end) if clause else end
    return ClauseView(
        clause_id=cited.clause_id,
        place=_place(clause) if clause else "The policy has no such clause",
        label=label,
        before=policy.text[low:start],
        quoted=policy.text[start:end],
        after=policy.text[end:last],
    )


def _place(clause: Clause) -> str:
    columns = (clause.lead_in,) if clause.kind is ClauseKind.TABLE_ROW and clause.lead_in else ()
    return " › ".join((*clause.heading, *columns))
