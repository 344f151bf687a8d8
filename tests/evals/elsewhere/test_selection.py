import pytest

from evals.elsewhere.selection import ALL_RIGHT, NONE_RIGHT, corpus_score, score


def test_precision_recall_and_f1_are_those_of_sets() -> None:
    found = score({1, 2, 3}, {3, 4})
    assert (found.precision, found.recall) == (pytest.approx(1 / 3), pytest.approx(1 / 2))
    assert found.f1 == pytest.approx(2 / 5)


def test_choosing_nothing_is_right_where_there_is_no_evidence() -> None:
    assert score(set(), set()) == ALL_RIGHT


@pytest.mark.parametrize(("chosen", "reference"), [(set(), {1}), ({1}, set()), ({1}, {2})])
def test_one_empty_side_or_none_in_common_is_wrong(chosen: set[int], reference: set[int]) -> None:
    assert score(chosen, reference) == NONE_RIGHT


def test_of_the_corpus_all_sentences_count_in_one_heap() -> None:
    found = corpus_score([{1, 2}, set(), {5}], [{1}, set(), {5, 6, 7}])
    assert (found.precision, found.recall) == (pytest.approx(2 / 3), pytest.approx(2 / 4))
    assert found.f1 == pytest.approx(4 / 7)
