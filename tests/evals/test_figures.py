from typing import Any

import pytest

from assistant.reply_json import ReplyKind
from evals.case import Case
from evals.figures import (
    CURVES,
    GATED,
    Figure,
    by_tag,
    confusion,
    figures_of,
    is_explained,
    latencies,
    operating_point,
)
from evals.metric import Better
from evals.metrics import METRICS
from evals.outcome import Outcome
from tests.evals.examples import CORE, OTHER, case, cites, crashed, outcome, requesting, silent

Pairs = list[tuple[Case, Outcome]]
RANKED = {metric.name for metric in METRICS if metric.explained}


def explained(answers: bool, probability: float, *found: str) -> tuple[Case, Outcome]:
    seen: dict[str, Any] = {
        "probability": probability, "found": found, "would_cite": (cites(CORE),),
    }  # fmt: skip
    if answers:
        return case(), outcome(**seen)
    return silent(), outcome(ReplyKind.ABSTENTION, **seen)


@pytest.fixture(scope="module")
def of_explained() -> dict[str, Figure]:
    """The figures of a target that explains, where it does not crash."""
    pairs = [
        explained(True, 0.9, OTHER, CORE), explained(False, 0.1, OTHER), (case(), crashed()),
        (requesting(), crashed()),
    ]  # fmt: skip
    assert is_explained(pairs)
    return {figure.name: figure for figure in figures_of(pairs)}


def values(pairs: Pairs) -> dict[str, float]:
    return {figure.name: figure.value for figure in figures_of(pairs)}


def test_a_figure_is_the_share_over_the_cases_it_is_about() -> None:
    wrong = outcome(cited=(cites(OTHER),))
    [figure] = [
        figure
        for figure in figures_of(
            [(case(), outcome()), (case(), outcome()), (case(), wrong), (silent(), outcome())]
        )
        if figure.name == "core_cited"
    ]
    assert (figure.value, figure.cases) == (pytest.approx(2 / 3), 3)
    assert figure.interval is not None
    assert 0 <= figure.interval.low < 2 / 3 < figure.interval.high <= 1


def test_a_crash_stays_in_the_mean() -> None:
    assert values([(case(), outcome()), (case(), crashed())])["passed"] == 0.5


def test_one_case_has_no_interval() -> None:
    assert {figure.interval for figure in figures_of([(case(), outcome())])} == {None}


def test_a_figure_that_no_case_is_about_is_left_out() -> None:
    assert "abstention_recall" not in values([(case(), outcome())])
    assert "request_right" not in values([(case(), outcome()), (silent(), outcome())])


def test_figures_keep_the_order_of_the_metrics() -> None:
    found = [figure.name for figure in figures_of([(case(), outcome()), (silent(), outcome())])]
    assert found == [metric.name for metric in METRICS if metric.name in found]


def test_what_needs_an_explanation_is_left_out_where_there_is_none() -> None:
    plain = [(case(), outcome()), (silent(), outcome(ReplyKind.ABSTENTION))]
    assert not is_explained(plain)
    assert not ({*RANKED, "auroc", "aurc"} & values(plain).keys())


def test_what_needs_an_explanation_is_there_where_the_target_gives_one(
    of_explained: dict[str, Figure],
) -> None:
    assert of_explained.keys() >= {*RANKED, "auroc", "aurc"}


def test_a_crash_is_among_what_a_target_that_explains_did_not_find(
    of_explained: dict[str, Figure],
) -> None:
    assert of_explained["mrr_at_10"].value == 0.25


def test_curves_rest_on_all_cases_that_are_answerable_or_silent(
    of_explained: dict[str, Figure],
) -> None:
    of = {name: (figure.cases, figure.value) for name, figure in of_explained.items()}
    # Of three, the crash is given up last and is wrong, the second is right, the third silent.
    assert of["aurc"] == (3, pytest.approx((1 + 1 / 2 + 2 / 3) / 3))
    assert of["auroc"] == (3, 0.5)
    assert of["passed"][0] == 4


def test_figures_by_tag_are_about_the_cases_with_it() -> None:
    pairs: Pairs = [
        (case(tags=("sms", "angry")), outcome()),
        (case(tags=("sms",)), outcome(ReplyKind.ABSTENTION)),
        (silent(tags=("angry",)), outcome(ReplyKind.ABSTENTION)),
    ]
    found = by_tag(pairs, ["passed", "core_cited"])
    assert list(found) == ["angry", "sms"]
    assert [(f.name, f.value, f.cases) for f in found["angry"]] == [
        ("passed", 1.0, 2), ("core_cited", 1.0, 1),
    ]  # fmt: skip
    assert [(f.name, f.value, f.cases) for f in found["sms"]] == [
        ("passed", 0.5, 2), ("core_cited", 0.5, 2),
    ]  # fmt: skip


def test_a_tag_that_a_metric_is_not_about_has_no_such_figure() -> None:
    assert by_tag([(silent(), outcome())], ["core_cited"]) == {"tag": []}


def test_latencies_are_percentiles_of_those_that_are_known() -> None:
    took = [outcome(elapsed_ms=float(ms)) for ms in range(101)]
    found = latencies([*took, crashed()])
    assert found == {"latency_p50_ms": 50.0, "latency_p95_ms": 95.0}


def test_there_are_no_latencies_where_none_is_known() -> None:
    assert latencies([crashed(), outcome()]) == {}
    assert latencies([outcome(elapsed_ms=0.0)])["latency_p50_ms"] == 0.0


def test_confusion_counts_kinds_asked_for_and_got() -> None:
    either = case(kinds=(ReplyKind.ANSWER, ReplyKind.HANDOFF))
    pairs: Pairs = [
        (case(), outcome()),
        (case(), outcome()),
        (case(), outcome(ReplyKind.ABSTENTION)),
        (silent(), outcome()),
        (silent(), crashed()),
        (either, outcome(ReplyKind.HANDOFF)),
        (either, outcome(ReplyKind.SMALL_TALK)),
    ]
    assert confusion(pairs) == {
        ("answer", "answer"): 2,
        ("answer", "abstention"): 1,
        ("abstention", "answer"): 1,
        ("abstention", "failed"): 1,
        ("handoff", "handoff"): 1,
        ("answer", "small_talk"): 1,
    }


def test_the_operating_point_is_how_much_is_answered_and_how_much_of_it_is_wrong() -> None:
    pairs: Pairs = [
        (case(), outcome()),
        (case(), outcome(cited=(cites(OTHER),))),
        (silent(), outcome()),
        (silent(), outcome(ReplyKind.ABSTENTION)),
        (case(), crashed()),
        (requesting(), outcome()),
    ]
    assert operating_point(pairs) == (pytest.approx(3 / 5), pytest.approx(2 / 3))


def test_who_answers_nothing_runs_no_risk() -> None:
    assert operating_point([(case(), outcome(ReplyKind.ABSTENTION))]) == (0.0, 0.0)


def test_there_is_no_operating_point_where_nothing_was_to_be_answered() -> None:
    assert operating_point([(requesting(), outcome())]) is None
    assert operating_point([]) is None


def test_every_figure_but_latencies_can_be_gated() -> None:
    assert set(GATED) == {metric.name for metric in METRICS} | {curve.name for curve in CURVES}
    assert (GATED["auroc"], GATED["aurc"]) == (Better.HIGHER, Better.LOWER)
