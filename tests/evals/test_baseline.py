import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpus import Policy
from evals import resampling
from evals.baseline import read_baseline, same_set, write_baseline
from evals.case import CaseSet
from evals.case_file import read_cases
from evals.cited import Cited
from evals.comparison import compare
from evals.errors import MalformedRun, OtherSubject
from evals.figures import figures_of
from evals.metrics import METRICS
from evals.outcome import Outcome
from evals.run import Result
from evals.runner import run_case
from tests.evals.fake_target import EXAM, FakeTarget

Outcomes = dict[str, Outcome]
CHOICE = (
    Cited(clause_id="shop/1", start=0, end=9, covers=frozenset({"shop/1", "shop/1.1"})),
    Cited(clause_id="shop/2", start=10, end=19, covers=frozenset({"shop/2"})),
)


@pytest.fixture(scope="module")
def exam(policy: Policy) -> CaseSet:
    return read_cases(policy, str(EXAM))


@pytest.fixture(scope="module")
def results(exam: CaseSet) -> list[Result]:
    return [run_case(case, FakeTarget(), seconds=20) for case in exam.cases]


@pytest.fixture(scope="module")
def outcomes(exam: CaseSet, policy: Policy, results: list[Result]) -> Outcomes:
    return outcomes_of(exam, policy, results)


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resampling, "RESAMPLES", 99)


def outcomes_of(exam: CaseSet, policy: Policy, results: list[Result]) -> Outcomes:
    pairs = zip(exam.cases, results, strict=True)
    return {case.case_id: result.outcome(case, policy) for case, result in pairs}


def values(exam: CaseSet, outcomes: Outcomes) -> dict[str, float]:
    pairs = [(case, outcomes[case.case_id]) for case in exam.cases]
    return {figure.name: figure.value for figure in figures_of(pairs)}


def written(path: Path, exam: CaseSet, policy: Policy, outcomes: Outcomes) -> bytes:
    pairs = [(case, outcomes[case.case_id]) for case in exam.cases if case.case_id in outcomes]
    write_baseline(path, exam, policy, outcomes=outcomes, figures=figures_of(pairs))
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, exam: CaseSet, policy: Policy, outcomes: Outcomes) -> Path:
    path = tmp_path / "baseline.json"
    written(path, exam, policy, outcomes)
    return path


def noisy(result: Result) -> Result:
    """The same as another machine says it, some time later."""
    assert result.explanation is not None
    likely = result.explanation["probability"]
    return replace(
        result,
        replies=[{**reply, "elapsed_ms": reply["elapsed_ms"] + 7} for reply in result.replies],
        explanation={**result.explanation, "probability": likely + 3e-7 * (1 - 2 * likely)},
    )


def test_the_same_run_writes_the_same_bytes(
    path: Path, exam: CaseSet, policy: Policy, outcomes: Outcomes
) -> None:
    before = path.read_bytes()
    assert written(path, exam, policy, outcomes) == before


def test_other_times_and_noise_in_the_last_digits_write_the_same_bytes(
    path: Path, exam: CaseSet, policy: Policy, results: list[Result], outcomes: Outcomes
) -> None:
    again = outcomes_of(exam, policy, [noisy(result) for result in results])
    assert {one.elapsed_ms for one in again.values()} != {
        one.elapsed_ms for one in outcomes.values()
    }
    before = path.read_bytes()
    assert written(path, exam, policy, again) == before


def test_another_order_of_the_cases_writes_the_same_bytes(
    path: Path, exam: CaseSet, policy: Policy, outcomes: Outcomes
) -> None:
    turned = dict(reversed(outcomes.items()))
    before = path.read_bytes()
    assert written(path, exam, policy, turned) == before


def test_another_reply_changes_few_lines(
    path: Path, exam: CaseSet, policy: Policy, outcomes: Outcomes
) -> None:
    before = path.read_text(encoding="utf-8").splitlines()
    changed = outcomes | {"fee": replace(outcomes["fee"], text="Nothing at all.")}
    after = written(path, exam, policy, changed).decode().splitlines()
    assert len(before) == len(after)
    assert len([line for line, other in zip(before, after, strict=True) if line != other]) == 1


def test_the_figures_of_a_baseline_are_those_of_its_run(
    path: Path, exam: CaseSet, outcomes: Outcomes
) -> None:
    kept = dict(read_baseline(path).outcomes)
    assert values(exam, kept) == values(exam, outcomes)
    assert json.loads(path.read_bytes())["figures"] == {
        name: round(value, 4) for name, value in values(exam, outcomes).items()
    }


def test_a_run_compared_with_itself_as_baseline_differs_in_nothing(
    path: Path, exam: CaseSet, outcomes: Outcomes
) -> None:
    tested = [metric.name for metric in METRICS if metric.is_mean]
    compared = compare(exam, outcomes, read_baseline(path).outcomes, tested=tested)
    assert compared.paired == len(exam.cases)
    assert {change.difference for change in compared.changes} == {0.0}


def test_a_conversation_with_a_false_quote_is_kept_to_the_last_digit(
    path: Path, exam: CaseSet, policy: Policy, outcomes: Outcomes
) -> None:
    """A third, rounded, would be a change of nothing that the paired test is sure of."""
    outcome = replace(outcomes["fee"], quote_fidelity=2 / 3)
    written(path, exam, policy, outcomes | {"fee": outcome})
    assert read_baseline(path).outcomes["fee"].quote_fidelity == 2 / 3


@pytest.mark.parametrize(
    "change",
    [
        {"found": None, "probability": None, "would_cite": None},
        {"found": (), "would_cite": ()},
        {"cited": (), "would_cite": ()},
        {"reason": None, "request": None},
        {"request": {"right": "delete", "email": "ann@example.com"}},
        {"options": (CHOICE, CHOICE[:1])},
        {"options": (CHOICE, ())},
        {"text": "“Zwölf” \u2028 😀\n[1]"},
    ],
    ids=[
        "unexplained",
        "nothing found",
        "nothing cited",
        "no request",
        "request",
        "options",
        "bare option",
        "text",
    ],
)
def test_what_became_of_a_case_is_read_as_it_was_written(
    path: Path, exam: CaseSet, policy: Policy, outcomes: Outcomes, change: dict[str, Any]
) -> None:
    for case_id in ("selling", "deletion", "weather"):
        outcome = replace(outcomes[case_id], **change)
        written(path, exam, policy, outcomes | {case_id: outcome})
        kept = read_baseline(path).outcomes[case_id]
        assert replace(kept, elapsed_ms=outcome.elapsed_ms) == outcome


def test_only_a_reply_that_asks_back_has_a_line_for_options(
    path: Path, exam: CaseSet, policy: Policy, outcomes: Outcomes
) -> None:
    """So that a baseline from before there were any is what the same replies write."""
    before = path.read_text(encoding="utf-8").splitlines()
    assert not [line for line in before if '"options"' in line]
    changed = outcomes | {"fee": replace(outcomes["fee"], options=(CHOICE, CHOICE[1:]))}
    after = written(path, exam, policy, changed).decode().splitlines()
    [line] = [line for line in after if line not in before]
    assert json.loads(f"{{{line.rstrip(',')}}}")["options"][1] == [
        {"clause_id": "shop/2", "start": 10, "end": 19}
    ]


def test_a_baseline_that_cannot_be_written_whole_leaves_the_old_one(
    path: Path,
    exam: CaseSet,
    policy: Policy,
    outcomes: Outcomes,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = path.read_bytes()
    write = Path.write_text

    def stopped(self: Path, content: str, **how: Any) -> int:
        write(self, content[:100], **how)
        raise OSError("no space left on device")

    monkeypatch.setattr(Path, "write_text", stopped)
    with pytest.raises(OSError, match="no space left"):
        written(path, exam, policy, outcomes | {"fee": replace(outcomes["fee"], text="New.")})
    assert path.read_bytes() == before


def test_nothing_else_is_left_beside_a_baseline(path: Path) -> None:
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"{}", b"Dear Sir or Madam", b"\xff\xfe", b'{"clausewise_run": 1}',
        b'{"clausewise_baseline": 1, "case_set": "exam", "policy": {}, "figures": {}, "cases": {}}',
    ],
)  # fmt: skip
def test_a_file_that_is_no_baseline_is_an_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.json"
    path.write_bytes(content)
    with pytest.raises(MalformedRun, match=r"letter\.json can't be read as a run: it is no basel"):
        read_baseline(path)
    assert path.read_bytes() == content


def test_a_baseline_that_was_cut_off_is_an_error(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(MalformedRun, match="it is no baseline"):
        read_baseline(path)


def test_a_baseline_of_another_release_is_an_error(path: Path) -> None:
    held = json.loads(path.read_bytes())
    path.write_text(json.dumps(held | {"clausewise_baseline": 2}))
    with pytest.raises(MalformedRun, match="another release wrote it"):
        read_baseline(path)


def test_a_baseline_of_another_set_is_refused(path: Path, exam: CaseSet) -> None:
    baseline = read_baseline(path)
    same_set(baseline, exam)
    with pytest.raises(OtherSubject, match="is of the set 'exam' on crypjama, not of 'other'"):
        same_set(baseline, replace(exam, name="other"))
    with pytest.raises(OtherSubject, match="not of 'exam' on shop"):
        same_set(baseline, replace(exam, policy_id="shop"))
