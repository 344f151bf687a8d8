"""The accepted run: as much of it as later runs are compared with, in a file to be committed.

It holds outcomes, not verdicts on them: when a label is corrected, both sides of a comparison are
judged by the corrected one. Times are left out and numbers rounded, so that accepting the
same behaviour again writes the same bytes.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.reason import Reason
from assistant.reply_json import ReplyKind
from corpus import Policy
from evals.case import CaseSet
from evals.cited import Cited
from evals.errors import MalformedRun, OtherSubject
from evals.figures import Figure
from evals.outcome import Outcome
from evals.ranking import DEPTH

BASELINE = Path(__file__).parent / "baseline.json"
FORMAT = 1


class CitedLine(BaseModel):
    """A clause that is cited."""

    model_config = ConfigDict(extra="forbid")

    clause_id: str
    start: int
    end: int
    covers: list[str] | None = None
    """All clauses that are cited, where that is not just this one."""


class OutcomeLine(BaseModel):
    """What became of a case."""

    model_config = ConfigDict(extra="forbid")

    question_sha256: str
    kind: ReplyKind | None
    reason: Reason | None
    text: str
    cited: list[CitedLine]
    options: list[list[CitedLine]] = []
    """What the answers to a clarification's options cite; other replies have no line for it."""
    quote_fidelity: float
    request: dict[str, str] | None
    found: list[str] | None
    probability: float | None
    would_cite: list[CitedLine] | None
    """None where it is what is cited, or where the target doesn't explain its turns."""


class PolicyLine(BaseModel):
    """The policy that the replies are about."""

    policy_id: str
    sha256: str


class BaselineFile(BaseModel):
    """The file as it stands."""

    clausewise_baseline: int
    case_set: str
    policy: PolicyLine
    figures: dict[str, float]
    """For whoever reads a change of it; they are computed again from the cases."""
    cases: dict[str, OutcomeLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The accepted run."""

    path: Path
    case_set: str
    policy_id: str
    policy_sha256: str
    outcomes: Mapping[str, Outcome]


def write_baseline(
    path: Path,
    case_set: CaseSet,
    policy: Policy,
    *,
    outcomes: Mapping[str, Outcome],
    figures: Sequence[Figure],
) -> None:
    """Put the run in the place of the accepted one, whole or not at all."""
    content = {
        "clausewise_baseline": FORMAT,
        "case_set": case_set.name,
        "policy": {"policy_id": policy.policy_id, "sha256": policy.sha256},
        "figures": {figure.name: round(figure.value, 4) for figure in figures},
        "cases": {case_id: _line(outcomes[case_id]) for case_id in sorted(outcomes)},
    }
    fresh = path.with_suffix(".tmp")
    fresh.write_text(_laid_out(content) + "\n", encoding="utf-8")
    fresh.replace(path)


def read_baseline(path: Path) -> Baseline:
    """The accepted run; ``MalformedRun`` where the file holds none."""
    try:
        held = BaselineFile.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise MalformedRun(path, f"it is no baseline: {error.errors()[0]['msg']}") from error
    if held.clausewise_baseline != FORMAT:
        raise MalformedRun(path, "another release wrote it")
    return Baseline(
        path=path,
        case_set=held.case_set,
        policy_id=held.policy.policy_id,
        policy_sha256=held.policy.sha256,
        outcomes={case_id: _outcome(case_id, line) for case_id, line in held.cases.items()},
    )


def same_set(baseline: Baseline, case_set: CaseSet) -> None:
    """Raise ``OtherSubject`` where the baseline is of another set or policy.

    Another text of the same policy is no hindrance: what it did to the answers is the question.
    """
    if (baseline.case_set, baseline.policy_id) != (case_set.name, case_set.policy_id):
        raise OtherSubject(
            f"{baseline.path} is of the set {baseline.case_set!r} on {baseline.policy_id}, not of "
            f"{case_set.name!r} on {case_set.policy_id}. Compare with a baseline of this set."
        )


def _laid_out(content: Mapping[str, Any]) -> str:
    """JSON with a line a fact, so that a change of a reply is a change of few lines."""

    def lines(held: Mapping[str, Any], indent: str, depth: int) -> str:
        inner = [
            f"{indent}{json.dumps(key)}: "
            + (
                lines(value, indent + " ", depth - 1)
                if depth and isinstance(value, Mapping)
                else json.dumps(value, ensure_ascii=False)
            )
            for key, value in held.items()
        ]
        return "{\n" + ",\n".join(inner) + f"\n{indent[1:]}}}"

    return lines(content, " ", 2)


def _line(outcome: Outcome) -> dict[str, Any]:
    would_cite = outcome.would_cite
    return {
        "question_sha256": outcome.question_sha256,
        "kind": outcome.kind,
        "reason": outcome.reason,
        "text": outcome.text,
        "cited": _cited_lines(outcome.cited),
        **({"options": list(map(_cited_lines, outcome.options))} if outcome.options else {}),
        "quote_fidelity": outcome.quote_fidelity,
        "request": dict(outcome.request) if outcome.request is not None else None,
        "found": None if outcome.found is None else list(outcome.found[:DEPTH]),
        "probability": outcome.probability,
        "would_cite": None if would_cite in (None, outcome.cited) else _cited_lines(would_cite),
    }


def _cited_lines(cited: Sequence[Cited] | None) -> list[dict[str, Any]]:
    return [
        {"clause_id": one.clause_id, "start": one.start, "end": one.end}
        | ({} if one.covers == {one.clause_id} else {"covers": sorted(one.covers)})
        for one in cited or ()
    ]


def _outcome(case_id: str, line: OutcomeLine) -> Outcome:
    cited = _cited(line.cited)
    explained = line.found is not None
    return Outcome(
        case_id=case_id,
        question_sha256=line.question_sha256,
        kind=line.kind,
        reason=line.reason,
        text=line.text,
        cited=cited,
        options=tuple(map(_cited, line.options)),
        quote_fidelity=line.quote_fidelity,
        request=line.request,
        found=tuple(line.found) if line.found is not None else None,
        probability=line.probability,
        would_cite=_cited(line.would_cite)
        if line.would_cite is not None
        else cited
        if explained
        else None,
    )


def _cited(lines: Sequence[CitedLine]) -> tuple[Cited, ...]:
    return tuple(
        Cited(
            clause_id=one.clause_id,
            start=one.start,
            end=one.end,
            covers=frozenset([one.clause_id] if one.covers is None else one.covers),
        )
        for one in lines
    )
