import pytest

from evals.elsewhere.snippet import Snippet, precision, recall


def part(start: int, end: int, document: str = "one") -> Snippet:
    return Snippet(document=document, start=start, end=end)


GOLD = [part(10, 20), part(30, 40)]


def test_precision_is_gold_characters_among_those_retrieved() -> None:
    # 5 of the 10 characters of the first lie in gold, 10 of the 30 of the second.
    assert precision([part(5, 15), part(25, 55)], GOLD) == pytest.approx(15 / 40)


def test_recall_is_retrieved_characters_among_gold() -> None:
    assert recall([part(5, 15), part(25, 55)], GOLD) == pytest.approx(15 / 20)


def test_the_same_offsets_of_another_document_are_not_gold() -> None:
    assert precision([part(10, 20, "other")], GOLD) == 0
    assert recall([part(10, 20, "other")], GOLD) == 0


def test_nothing_retrieved_is_nothing_right() -> None:
    assert precision([], GOLD) == 0
    assert recall([], GOLD) == 0


def test_a_character_found_twice_counts_twice_as_in_the_benchmark() -> None:
    assert precision([part(10, 20), part(10, 20), part(50, 60)], GOLD) == pytest.approx(20 / 30)
    assert recall([part(10, 20), part(10, 20)], GOLD) == pytest.approx(20 / 20)
