import pytest

from evals.comparison import Change
from evals.figures import Figure
from evals.metric import Better
from evals.resampling import Interval
from evals.tables import print_changes, print_figures, shown, shown_interval, shown_p


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("passed", 0.9876, "98.8%"),
        ("passed", 1.0, "100.0%"),
        ("passed", -0.05, "-5.0%"),
        ("recall_at_5", 0.5, "50.0%"),
        ("mrr_at_10", 0.12345, "0.123"),
        ("ndcg_at_10", 1.0, "1.000"),
        ("auroc", 0.9876, "0.988"),
        ("brier", 0.1484, "0.148"),
        ("calibration_error", 0.0744, "0.074"),
        ("aurc", -0.05, "-0.050"),
    ],
)
def test_a_share_is_shown_as_a_percentage_and_any_other_number_as_it_is(
    name: str, value: float, text: str
) -> None:
    assert shown(name, value) == text


@pytest.mark.parametrize(
    ("name", "interval", "text"),
    [
        ("passed", Interval(low=0.123, high=1.0), "12.3 to 100.0"),
        ("auroc", Interval(low=0.1234, high=1.0), "0.123 to 1.000"),
        ("passed", Interval(low=-0.02, high=0.015), "-2.0 to 1.5"),
        ("passed", None, ""),
    ],
)
def test_an_interval_is_shown_in_the_unit_of_its_value(
    name: str, interval: Interval | None, text: str
) -> None:
    assert shown_interval(name, interval) == text


@pytest.mark.parametrize(
    ("p_value", "text"),
    [(None, ""), (0.0, "< 0.001"), (0.00099, "< 0.001"), (0.001, "0.001"), (0.5, "0.500")],
)
def test_a_p_value_is_shown_as_people_read_it(p_value: float | None, text: str) -> None:
    assert shown_p(p_value) == text


def rows(printed: str) -> list[list[str]]:
    return [line.split() for line in printed.splitlines()]


def figure(name: str, value: float, interval: Interval | None) -> Figure:
    return Figure(
        name=name, label=name, definition=name, better=Better.HIGHER, value=value, cases=12,
        interval=interval,
    )  # fmt: skip


def change(name: str, run: float, baseline: float, better: Better) -> Change:
    return Change(
        name=name, label=name, better=better, run=run, baseline=baseline, interval=None,
        p_value=0.0301, drop_p_value=None,
    )  # fmt: skip


def test_figures_are_printed_a_line_each_with_latencies_below(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_figures(
        [figure("passed", 0.5, Interval(low=0.25, high=0.75)), figure("auroc", 0.5, None)],
        {"latency_p50_ms": 12.6},
    )
    assert rows(capsys.readouterr().out)[1:] == [
        ["passed", "50.0%", "25.0", "to", "75.0", "12"],
        ["auroc", "0.500", "12"],
        ["latency_p50_ms", "13", "ms"],
    ]


def test_changes_are_printed_with_what_they_are_called(capsys: pytest.CaptureFixture[str]) -> None:
    print_changes(
        [
            change("passed", 0.75, 0.5, Better.HIGHER),
            change("route_accuracy", 0.5, 0.75, Better.HIGHER),
            change("unfounded_answers", 0.75, 0.5, Better.LOWER),
            change("core_cited", 0.5, 0.5, Better.HIGHER),
        ]
    )
    assert rows(capsys.readouterr().out)[1:] == [
        ["passed", "75.0%", "50.0%", "+25.0%", "0.030", "better"],
        ["route_accuracy", "50.0%", "75.0%", "-25.0%", "0.030", "worse"],
        ["unfounded_answers", "75.0%", "50.0%", "+25.0%", "0.030", "worse"],
        ["core_cited", "50.0%", "50.0%", "0.0%", "0.030", "same"],
    ]


def test_what_is_piped_elsewhere_keeps_a_line_a_figure_however_narrow_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    print_figures([figure("citation_precision", 0.5, Interval(low=0.25, high=0.75))], {})
    assert rows(capsys.readouterr().out)[1] == [
        "citation_precision", "50.0%", "25.0", "to", "75.0", "12",
    ]  # fmt: skip
