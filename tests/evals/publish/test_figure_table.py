from dataclasses import replace

import pytest

from evals.figures import CURVES
from evals.metrics import METRICS
from evals.publish.figure_table import GROUPS, bar_of, groups, headlines
from evals.report import Report
from evals.resampling import Interval


def test_every_metric_has_its_group() -> None:
    placed = [name for names in GROUPS.values() for name in names]
    assert sorted(placed) == sorted(metric.name for metric in (*METRICS, *CURVES))


def test_groups_hold_every_figure_once_and_latencies_too(report: Report) -> None:
    labels = [row.label for rows in groups(report).values() for row in rows]
    assert sorted(labels) == sorted(
        [*(figure.label for figure in report.figures), "50th percentile", "95th percentile"]
    )
    assert groups(report)["Latency"][0].value == "1,500 ms"


def test_a_figure_without_a_group_is_shown_all_the_same(report: Report) -> None:
    strange = replace(report.figures[0], name="strange", label="Strange")
    rows = groups(replace(report, figures=[strange]))
    assert [row.label for row in rows["Further figures"]] == ["Strange"]


def test_a_figure_stands_beside_the_baselines(report: Report) -> None:
    passed = headlines(report)[0]
    assert passed.value == "33.3%"
    assert passed.difference is not None
    # Of the five cases that both have: two pass now, three did.
    assert (passed.difference.baseline, passed.difference.amount) == ("60.0%", "−20.0")
    assert passed.difference.direction == "worse"


def test_without_a_baseline_there_is_no_difference(lone_report: Report) -> None:
    assert {row.difference for rows in groups(lone_report).values() for row in rows} == {None}


@pytest.mark.parametrize("end", [float("nan"), None])
def test_an_interval_that_is_none_has_no_bar(report: Report, end: float | None) -> None:
    interval = None if end is None else Interval(low=0.1, high=end)
    assert bar_of(replace(report.figures[0], interval=interval)) is None
