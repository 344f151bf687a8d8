import pytest

from evals.comparison import Change
from evals.metric import Better
from evals.publish.wording import (
    counted,
    direction,
    is_sure,
    listed,
    shown,
    shown_difference,
    shown_difference_interval,
    shown_interval,
    shown_p,
)
from evals.resampling import Interval


def change(run: float, *, better: Better = Better.HIGHER, low: float = -1.0) -> Change:
    return Change(
        name="passed", label="Passed", better=better, run=run, baseline=0.5,
        interval=Interval(low=low, high=1.0), p_value=None, drop_p_value=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("passed", 0.7214, "72.1%"),
        ("auroc", 0.6269, "0.627"),
        ("auroc", float("nan"), "–"),
        ("brier", 0.1484, "0.148"),
        ("calibration_error", 0.0744, "0.074"),
    ],
)
def test_shares_are_told_in_percent_and_areas_as_numbers(
    name: str, value: float, told: str
) -> None:
    assert shown(name, value) == told


def test_an_interval_is_in_the_unit_of_its_value() -> None:
    interval = Interval(low=0.721, high=0.804)
    assert shown_interval("passed", interval) == "(72.1–80.4)"
    assert shown_interval("aurc", interval) == "(0.721–0.804)"
    assert shown_interval("aurc", Interval(low=float("nan"), high=1)) == ""


@pytest.mark.parametrize(("value", "told"), [(0.021, "+2.1"), (-0.021, "−2.1"), (-0.0001, "0.0")])
def test_a_difference_has_a_sign_unless_it_is_nothing(value: float, told: str) -> None:
    assert shown_difference("passed", value) == told


def test_ends_with_signs_are_told_without_a_dash_between() -> None:
    assert shown_difference_interval("passed", Interval(low=-0.069, high=0.006)) == "(−6.9 to +0.6)"


@pytest.mark.parametrize(
    ("p_value", "told"), [(0.0171, "p = 0.017"), (0.0002, "p < 0.001"), (None, "")]
)
def test_a_p_value_is_never_0(p_value: float | None, told: str) -> None:
    assert shown_p(p_value) == told


@pytest.mark.parametrize(
    ("run", "better", "word"),
    [
        (0.6, Better.HIGHER, "better"), (0.6, Better.LOWER, "worse"), (0.5, Better.LOWER, "same"),
        (float("nan"), Better.HIGHER, "same"),
    ],
)  # fmt: skip
def test_a_direction_is_told_by_what_is_better(run: float, better: Better, word: str) -> None:
    assert direction(change(run, better=better)) == word


def test_a_difference_is_sure_where_its_interval_leaves_out_0() -> None:
    assert is_sure(change(0.6, low=0.01))
    assert not is_sure(change(0.6, low=-0.01))


def test_numbers_and_lists_read_as_sentences() -> None:
    assert [counted(1, "case"), counted(1200, "case")] == ["1 case", "1,200 cases"]
    assert [listed(["a"]), listed("abc")] == ["a", "a, b or c"]
