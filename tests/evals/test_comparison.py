from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from assistant.reply_json import ReplyKind
from evals import resampling
from evals.case import Case, CaseSet
from evals.comparison import Change, Comparison, compare
from evals.gates import DropGate, Gates, breaches
from evals.metrics import METRICS
from evals.outcome import Outcome, failed
from tests.evals.examples import CORE, OTHER, case, cites, outcome, silent

TESTED = ("fully_right", "route_accuracy", "core_cited", "citation_precision", "abstention_recall",
          "unfounded_answers", "needless_abstention")  # fmt: skip
GATES = Gates(no_drop=DropGate(alpha=0.05, metrics=TESTED))


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resampling, "RESAMPLES", 99)


def a_set(size: int = 12) -> CaseSet:
    """Cases that are answerable, but for the last third."""
    cases = [
        (case if number < 2 * size // 3 else silent)(
            case_id=f"case-{number}", turns=(f"question {number}?",)
        )
        for number in range(size)
    ]
    return CaseSet(name="set", policy_id="shop", cases=tuple(cases))


def said(asked: Case, kind: ReplyKind, **seen: object) -> Outcome:
    return outcome(kind, case_id=asked.case_id, question_sha256=asked.question_sha256, **seen)


def right(asked: Case) -> Outcome:
    return said(asked, asked.kinds[0])


def wrong(asked: Case) -> Outcome:
    """An abstention where there is an answer, and an answer where there is none."""
    return said(asked, ReplyKind.ABSTENTION if asked.answerable else ReplyKind.ANSWER)


def run_of(case_set: CaseSet, *failing: int) -> dict[str, Outcome]:
    return {
        one.case_id: (wrong if number in failing else right)(one)
        for number, one in enumerate(case_set.cases)
    }


def changes(comparison: Comparison) -> Mapping[str, Change]:
    return {change.name: change for change in comparison.changes}


def broken(case_set: CaseSet, run: Mapping[str, Outcome], before: Mapping[str, Outcome]) -> bool:
    compared = compare(case_set, run, before, tested=TESTED)
    return bool(breaches(GATES, case_set, outcomes=run, figures=[], comparison=compared))


def test_a_run_and_itself_differ_in_nothing() -> None:
    case_set = a_set()
    run = run_of(case_set, 0, 5, 11)
    compared = compare(case_set, run, run, tested=TESTED)
    assert compared.paired == 12
    assert (compared.broke, compared.mended) == ((), ())
    assert (compared.only_run, compared.only_baseline) == ((), ())
    assert {change.difference for change in compared.changes} == {0.0}
    assert {change.p_value for change in compared.changes} == {1.0, None}
    assert not any(change.is_worse for change in compared.changes)


@pytest.mark.parametrize("size", [1, 2, 12, 60])
def test_a_run_and_itself_break_no_gate(size: int) -> None:
    case_set = a_set(size)
    run = run_of(case_set, 0)
    assert not broken(case_set, run, run)


def test_cases_that_flip_are_told_by_the_way_they_flipped() -> None:
    case_set = a_set()
    compared = compare(case_set, run_of(case_set, 0, 1, 9), run_of(case_set, 1, 4))
    assert [flip.case.case_id for flip in compared.broke] == ["case-0", "case-9"]
    assert [flip.case.case_id for flip in compared.mended] == ["case-4"]
    [flip] = compared.mended
    assert (flip.run.kind, flip.baseline.kind) == (ReplyKind.ANSWER, ReplyKind.ABSTENTION)


def test_a_single_case_that_flips_is_compared_as_well() -> None:
    case_set = a_set()
    compared = compare(case_set, run_of(case_set, 0), run_of(case_set), tested=TESTED)
    change = changes(compared)["fully_right"]
    assert (change.run, change.baseline) == (11 / 12, 1.0)
    assert change.p_value == 0.5
    assert change.drop_p_value == 0.25


def test_a_change_is_that_of_the_metric() -> None:
    case_set = a_set()
    change = changes(compare(case_set, run_of(case_set, 0, 1), run_of(case_set, 4)))["core_cited"]
    assert (change.run, change.baseline) == (6 / 8, 7 / 8)
    assert change.difference == pytest.approx(-1 / 8)
    assert change.is_worse
    assert change.interval is not None
    assert change.interval.low <= -1 / 8 <= change.interval.high


def test_more_of_what_should_be_less_is_worse() -> None:
    case_set = a_set()
    compared = compare(case_set, run_of(case_set, 9, 10), run_of(case_set), tested=TESTED)
    change = changes(compared)["unfounded_answers"]
    assert (change.run, change.baseline) == (0.5, 0.0)
    assert change.is_worse
    assert change.drop_p_value is not None
    assert change.drop_p_value < 0.5


def test_less_of_what_should_be_less_is_better() -> None:
    case_set = a_set()
    compared = compare(case_set, run_of(case_set), run_of(case_set, 9, 10), tested=TESTED)
    change = changes(compared)["unfounded_answers"]
    assert not change.is_worse
    assert change.drop_p_value is not None
    assert change.drop_p_value > 0.5


def test_many_cases_that_break_break_the_gate_and_mended_ones_never_do() -> None:
    case_set = a_set(30)
    worse = run_of(case_set, *range(8))
    assert broken(case_set, worse, run_of(case_set))
    assert not broken(case_set, run_of(case_set), worse)


def test_cases_that_crash_count_as_a_drop() -> None:
    case_set = a_set(30)
    crashed = run_of(case_set) | {
        one.case_id: failed(one, "timed out after 60 s") for one in case_set.cases[:8]
    }
    assert broken(case_set, crashed, run_of(case_set))


def test_a_metric_that_labels_alone_do_not_fill_has_no_p() -> None:
    case_set = a_set()
    compared = changes(
        compare(case_set, run_of(case_set, 0, 9), run_of(case_set, 1), tested=TESTED)
    )
    ratios = {metric.name for metric in METRICS if not metric.is_mean}
    for name in ratios & set(compared):
        assert (compared[name].p_value, compared[name].drop_p_value) == (None, None)
    assert {"answers_right", "abstention_precision"} <= set(compared)
    assert compared["answers_right"].run == 7 / 8
    assert compared["answers_right"].baseline == 1.0


def test_only_the_tested_metrics_are_tested_for_a_drop() -> None:
    case_set = a_set()
    compared = compare(case_set, run_of(case_set, 0), run_of(case_set), tested=("fully_right",))
    tested = [change.name for change in compared.changes if change.drop_p_value is not None]
    assert tested == ["fully_right"]


def test_without_tested_metrics_there_is_no_drop() -> None:
    case_set = a_set()
    compared = compare(case_set, run_of(case_set, 0), run_of(case_set))
    assert {change.drop_p_value for change in compared.changes} == {None}


def test_cases_that_one_side_lacks_are_listed_and_not_compared() -> None:
    case_set = a_set()
    run, before = run_of(case_set, 0), run_of(case_set, 1)
    del run["case-1"], before["case-0"]
    before["gone"] = replace(before["case-2"], case_id="gone")
    compared = compare(case_set, run, before)
    assert compared.paired == 10
    assert compared.only_run == ("case-0",)
    assert set(compared.only_baseline) == {"case-1", "gone"}
    assert (compared.broke, compared.mended) == ((), ())


def test_a_case_that_is_asked_in_other_words_is_not_compared() -> None:
    before_set = a_set()
    first, *others = before_set.cases
    case_set = replace(before_set, cases=(replace(first, turns=("otherwise?",)), *others))
    compared = compare(case_set, run_of(case_set), run_of(before_set, 0))
    assert compared.paired == 11
    assert compared.only_run == compared.only_baseline == ("case-0",)
    assert compared.mended == ()


def test_a_corrected_label_judges_both_sides() -> None:
    """Both answered with what is right now and was wrong by the labels of the time."""
    before_set = a_set()
    answers = {
        one.case_id: said(one, ReplyKind.ANSWER, cited=(cites(OTHER),))
        for one in before_set.cases
    }  # fmt: skip
    corrected = tuple(
        replace(one, kinds=(ReplyKind.ANSWER,), core=frozenset({OTHER}), accept=frozenset())
        for one in before_set.cases
    )
    compared = compare(replace(before_set, cases=corrected), answers, answers)
    assert compared.paired == 12
    assert (compared.broke, compared.mended) == ((), ())
    assert {(c.run, c.baseline) for c in compared.changes if c.name == "fully_right"} == {(1, 1)}


@pytest.mark.parametrize("before", [{}, {"gone": outcome(case_id="gone")}])
def test_runs_that_share_no_case_are_compared_in_nothing(before: dict[str, Outcome]) -> None:
    case_set = a_set()
    compared = compare(case_set, run_of(case_set), before, tested=TESTED)
    assert compared.changes == ()
    assert compared.paired == 0
    assert len(compared.only_run) == 12
    assert compared.only_baseline == tuple(before)
    assert not broken(case_set, run_of(case_set), before)


def explained(case_set: CaseSet, *unsure: int) -> dict[str, Outcome]:
    return {
        one.case_id: replace(
            right(one),
            found=(CORE,),
            probability=0.9 if one.answerable != (number in unsure) else 0.1,
            would_cite=(cites(CORE),),
        )
        for number, one in enumerate(case_set.cases)
    }


def test_how_sure_both_were_is_compared_where_both_tell() -> None:
    case_set = a_set(30)
    compared = changes(compare(case_set, explained(case_set, 0, 1), explained(case_set)))
    assert compared["auroc"].baseline == 1.0
    assert compared["auroc"].is_worse
    assert compared["aurc"].is_worse
    assert compared["auroc"].p_value is None
    assert compared["hit_at_1"].difference == 0


def test_what_only_one_side_tells_is_not_compared() -> None:
    case_set = a_set()
    compared = changes(compare(case_set, explained(case_set), run_of(case_set)))
    assert not {"auroc", "aurc", "hit_at_1"} & set(compared)
    assert "fully_right" in compared


def test_a_change_of_nothing_breaks_the_gate_as_often_as_it_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both runs pass each case by chance; the gate is the one of a release."""
    monkeypatch.setattr(resampling, "SWAPS", 199)
    monkeypatch.setattr("evals.comparison.interval", lambda *_, **__: None)
    rng = np.random.default_rng(15)
    case_set = a_set(45)
    chance = rng.uniform(0.3, 0.9, 45)
    trials, found = 400, 0
    for _ in range(trials):
        run, before = (run_of(case_set, *np.flatnonzero(rng.random(45) > chance)) for _ in range(2))
        found += broken(case_set, run, before)
    bounds = stats.binom(trials, 0.05)
    assert bounds.ppf(1e-4) <= found <= bounds.isf(1e-4)
