import pytest

from evals.elsewhere.estimate import auroc, mean


def test_the_interval_of_a_mean_holds_it_and_narrows_with_more_questions() -> None:
    few, many = mean([0.0, 1.0] * 10), mean([0.0, 1.0] * 200)
    assert few.value == many.value == 0.5
    assert few.interval is not None
    assert many.interval is not None
    assert few.interval.low < many.interval.low < 0.5 < many.interval.high < few.interval.high


def test_auroc_is_the_share_of_pairs_in_the_right_order() -> None:
    # Of the six pairs of an answerable and a silent question, five are in order and one is a tie.
    found = auroc([True, True, True, False, False], [0.9, 0.8, 0.5, 0.5, 0.1])
    assert found is not None
    assert found.value == pytest.approx(5.5 / 6)


def test_questions_of_one_kind_can_not_be_told_apart() -> None:
    assert auroc([True, True], [0.9, 0.8]) is None


def test_it_is_written_with_its_interval() -> None:
    assert mean([1.0, 1.0]).percent() == "100.0 (100.0 to 100.0)"
    assert mean([0.25]).share() == "0.250"
