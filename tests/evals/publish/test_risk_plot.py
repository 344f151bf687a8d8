from dataclasses import fields, replace

from evals.abstention import Confidence
from evals.publish.plot_frame import FRAME, HEIGHT, WIDTH
from evals.publish.risk_plot import risk_plot
from evals.report import Report


def points(line: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in line.split())]


def test_curves_run_from_left_to_right_inside_the_plot(report: Report) -> None:
    plot = risk_plot(report)
    assert plot is not None
    assert plot.baseline is not None
    for line in (plot.run, plot.baseline):
        across = [x for x, _ in points(line)]
        assert across == sorted(across)
        assert across[-1] == FRAME.across[-1].place
        assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in points(line))


def test_the_baselines_curve_is_of_the_cases_that_both_have(report: Report) -> None:
    plot = risk_plot(report)
    assert plot is not None
    assert plot.baseline is not None
    assert (len(points(plot.run)), len(points(plot.baseline))) == (6, 5)


def test_the_caption_tells_both_areas_and_where_it_answers_now(report: Report) -> None:
    plot = risk_plot(report)
    assert plot is not None
    assert plot.point_words == "50.0% answered, 66.7% of them wrong"
    assert "AUROC of silence 0." in plot.areas
    assert "AURC 0." in plot.areas
    assert plot.areas.count("(baseline ") == 2


def test_a_target_that_tells_nothing_has_no_curve(lone_report: Report) -> None:
    assert risk_plot(lone_report) is None


def test_many_cases_make_no_longer_line(report: Report) -> None:
    assert report.confidence is not None
    many = {name.name: getattr(report.confidence, name.name).repeat(400)
            for name in fields(report.confidence)}  # fmt: skip
    plot = risk_plot(replace(report, confidence=Confidence(**many)))
    assert plot is not None
    assert len(points(plot.run)) <= 300
