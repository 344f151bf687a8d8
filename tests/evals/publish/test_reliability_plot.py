from dataclasses import replace

from evals.outcome import Outcome
from evals.publish.plot_frame import FRAME, x, y
from evals.publish.reliability_plot import ReliabilityPlot, reliability_plot
from evals.publish.reliability_table import ReliabilityRow, reliability_rows
from evals.report import Report
from tests.evals.publish.conftest import Judged, Told, abstained, answered, asked


def plot_of(report: Report) -> ReliabilityPlot:
    plot = reliability_plot(report)
    assert plot is not None
    return plot


def test_a_mark_lies_at_what_was_told_and_what_was_observed(report: Report) -> None:
    """Told are 0.9 and 0.7 of answerable cases, 0.2 of one more; the crash stands at nothing."""
    marks = plot_of(report).marks
    told = [x(0), x(0.2), x(0.3), x(0.6), x(0.7), x(0.9)]
    assert [mark.x for mark in marks] == told
    assert [mark.y for mark in marks] == [y(1), y(1), y(0), y(0), y(1), y(1)]


def test_a_whisker_runs_through_its_mark_and_stays_in_the_frame(report: Report) -> None:
    for mark in plot_of(report).marks:
        assert FRAME.bottom >= mark.low >= mark.y >= mark.high >= FRAME.top
        assert mark.low > mark.high


def test_more_cases_make_a_larger_mark_at_their_mean(judged: Judged) -> None:
    cases = [asked(f"case-{number}", f"Question {number}?") for number in range(5)]
    told = [0.1, 0.12, 0.16, 0.18, 0.55]
    outcomes = [(one, abstained(one, probability=p)) for one, p in zip(cases, told, strict=True)]
    right = asked("right", "Right?", core=["crypjama/children/1"])
    report = judged([*outcomes, (right, answered(right, probability=0.9))])
    marks = plot_of(report).marks
    assert [mark.radius for mark in marks] == [7.0, 3.5, 3.5]
    assert [mark.x for mark in marks] == [x(0.14), x(0.55), x(0.9)]


def test_the_diagonal_is_where_told_is_observed(report: Report) -> None:
    assert plot_of(report).diagonal == (x(0), y(0), x(1), y(1))


def test_the_caption_tells_the_score_and_the_error_beside_the_baselines(
    judged: Judged, told: Told, before: dict[str, Outcome]
) -> None:
    explained = [(case, replace(outcome, found=())) for case, outcome in told]
    baseline = {case_id: replace(outcome, found=()) for case_id, outcome in before.items()}
    figures = plot_of(judged(explained, baseline=baseline)).figures
    assert "Brier score 0." in figures
    assert "Calibration error 0." in figures
    assert figures.count("(baseline 0.") == 2


def test_the_table_has_the_bins_in_words(report: Report) -> None:
    assert reliability_rows(report)[1] == ReliabilityRow(
        span="20–30%", told="20.0%", observed="100.0%", interval="(20.7–100.0)", cases=1
    )


def test_a_target_that_tells_nothing_has_neither(lone_report: Report, told: Told) -> None:
    assert told[0][1].probability is not None
    assert reliability_plot(lone_report) is None
    assert reliability_rows(lone_report) == []
