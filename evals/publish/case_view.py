"""A case as a reader sees it: what was typed, what was expected, and what came."""

from dataclasses import dataclass

from corpus import Policy, Verdict
from evals.case import Case
from evals.comparison import Flip
from evals.figures import confusion
from evals.judgement import asks_back, offers_right
from evals.outcome import Outcome
from evals.publish.clause_view import ClauseView, cited_clauses, whole_clauses
from evals.publish.faults import faults, fields_in_words, in_words
from evals.publish.wording import listed, words
from evals.report import Report

_VERDICTS = {
    Verdict.YES: "yes",
    Verdict.NO: "no",
    Verdict.DEPENDS: "it depends",
    Verdict.STATES: "none, as it can’t be answered by yes or no",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedView:
    """What a right reply is."""

    kinds: str
    reasons: str
    verdict: str
    core: tuple[ClauseView, ...]
    accept: tuple[str, ...]
    assertions: tuple[str, ...]
    request: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyView:
    """What came, and what is wrong with it."""

    kind: str
    reason: str
    text: str
    failure: str | None
    faults: tuple[str, ...]
    """None for a side that passes."""
    cited: tuple[ClauseView, ...] | None
    """None where the reply is about another text of the policy."""
    options: tuple[tuple[ClauseView, ...], ...]
    """What the options of a clarification lead to; none where it is about another text."""
    request: str
    asides: tuple[str, ...]
    """How sure it was, where the first core clause was found, how long it took."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView:
    """A case with its reply, and for a flipped one the baseline's."""

    case_id: str
    turns: tuple[str, ...]
    tags: tuple[str, ...]
    expected: ExpectedView
    reply: ReplyView
    passes: bool
    flipped: str
    """``broke``, ``mended`` or nothing."""
    cell: tuple[str, str]
    """Where it stands in the confusion of kinds: expected, got."""
    before: ReplyView | None

    @property
    def states(self) -> tuple[str, ...]:
        """What it is found under: ``passes`` or ``fails``, ``crashed``, ``broke``, ``mended``."""
        crashed = ("crashed",) if self.reply.failure else ()
        flipped = (self.flipped,) if self.flipped else ()
        return ("passes" if self.passes else "fails", *crashed, *flipped)


def case_views(report: Report) -> list[CaseView]:
    """A view of every case, in the order of the set."""
    flips = _flips(report)
    return [case_view(report, case, *flips.get(case.case_id, ("", None))) for case in report.cases]


def case_view(report: Report, case: Case, flipped: str = "", flip: Flip | None = None) -> CaseView:
    """The view of one case."""
    outcome = report.outcomes[case.case_id]
    same_text = report.baseline and report.baseline.policy_sha256 == report.policy.sha256
    quoted = report.policy if same_text else None
    return CaseView(
        case_id=case.case_id,
        turns=case.turns,
        tags=case.tags,
        expected=_expected(case, report.policy),
        reply=_reply(case, outcome, report.policy),
        passes=report.passes(case),
        flipped=flipped,
        cell=next(iter(confusion([(case, outcome)]))),
        before=_reply(case, flip.baseline, quoted) if flip else None,
    )


def _flips(report: Report) -> dict[str, tuple[str, Flip]]:
    if report.comparison is None:
        return {}
    sides = {"broke": report.comparison.broke, "mended": report.comparison.mended}
    return {flip.case.case_id: (side, flip) for side, flips in sides.items() for flip in flips}


def _expected(case: Case, policy: Policy) -> ExpectedView:
    return ExpectedView(
        kinds=listed(words(kind) for kind in case.kinds),
        reasons=listed(words(reason) for reason in case.reasons) if case.reasons else "",
        verdict=_VERDICTS[case.verdict] if case.verdict else "",
        core=whole_clauses(policy, case.core),
        accept=tuple(sorted(case.accept or ())),
        assertions=tuple(map(in_words, case.assertions)),
        request=fields_in_words({**case.request}) if case.request is not None else "",
    )


def _reply(case: Case, outcome: Outcome, policy: Policy | None) -> ReplyView:
    return ReplyView(
        kind=words(outcome.kind) if outcome.kind else "no reply",
        reason=words(outcome.reason) if outcome.reason else "",
        text=outcome.text,
        failure=outcome.failure,
        faults=tuple(faults(case, outcome)),
        cited=cited_clauses(policy, case, outcome.cited) if policy else None,
        options=tuple(cited_clauses(policy, case, cited) for cited in outcome.options)
        if policy
        else (),
        request=fields_in_words({**outcome.request}) if outcome.request else "",
        asides=tuple(_asides(case, outcome)),
    )


def _asides(case: Case, outcome: Outcome) -> list[str]:
    asides = []
    if outcome.probability is not None:
        asides.append(f"Sure that the policy answers: {outcome.probability:.1%}")
    if asks_back(outcome) and case.core:
        asides.append(f"{'An' if offers_right(case, outcome) else 'No'} option is right")
    if outcome.found is not None and case.core:
        asides.append(_first_core(case, outcome.found))
    if outcome.elapsed_ms is not None:
        asides.append(f"Took {outcome.elapsed_ms:,.0f} ms")
    return asides


def _first_core(case: Case, found: tuple[str, ...]) -> str:
    for place, clause_id in enumerate(found, start=1):
        if clause_id in case.core:
            return f"First core clause found at place {place}"
    return f"No core clause among the {len(found)} found"
