import pytest

from evals.elsewhere.peers.peer import Found
from evals.elsewhere.peers.reading import hit, precision_at_1, recall_within
from evals.elsewhere.peers.span_case import SpanCase

CASE = SpanCase(text="?", document="x", core=((10, 20), (100, 120)), accept=((20, 30),))


def chunks(*spans: tuple[int, int]) -> list[Found]:
    return [Found(start=a, end=b, score=1.0) for a, b in spans]


def test_precision_takes_what_is_accepted_as_right() -> None:
    assert precision_at_1(CASE, chunks((0, 40), (10, 20))) == pytest.approx(20 / 40)
    assert precision_at_1(CASE, []) == 0


def test_a_chunk_hits_where_it_holds_half_of_a_core_span_by_itself() -> None:
    assert hit(CASE, chunks((15, 30)), 1) == 1
    assert hit(CASE, chunks((16, 30)), 1) == 0
    assert hit(CASE, chunks((100, 106), (114, 120)), 2) == 0
    assert hit(CASE, chunks((0, 5), (100, 110)), 1) == 0
    assert hit(CASE, chunks((0, 5), (100, 110)), 2) == 1


def test_reading_ends_where_the_budget_does() -> None:
    # The first chunk takes 15 characters and holds 5 gold ones; 10 are left for the second.
    assert recall_within(CASE, chunks((0, 15), (100, 120)), 25) == pytest.approx(15 / 30)
    assert recall_within(CASE, chunks((0, 15), (100, 120)), 5) == 0


def test_what_was_read_before_costs_nothing() -> None:
    assert recall_within(CASE, chunks((0, 15), (5, 25)), 25) == pytest.approx(10 / 30)


def test_nothing_found_is_nothing_read() -> None:
    assert recall_within(CASE, [], 1000) == 0
