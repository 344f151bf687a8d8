from math import log2

import pytest

from evals.ranking import RANKINGS, ranked
from tests.evals.examples import ACCEPTED, CORE, CORE_TOO, OTHER, case, crashed, outcome

FILLING = tuple(f"shop/other/{number}" for number in range(2, 30))
BEST = 2 / log2(2) + 2 / log2(3) + 1 / log2(4)
"""The gain of both core clauses, then the accepted one."""


def values(*found: str) -> dict[str, float]:
    return ranked(case(), outcome(found=found))


def test_the_values_are_those_that_a_hand_computes() -> None:
    assert values(OTHER, ACCEPTED, CORE_TOO, *FILLING[:2], CORE) == pytest.approx(
        {
            "hit_at_1": 0.0,
            "hit_at_3": 1.0,
            "hit_at_5": 1.0,
            "hit_at_10": 1.0,
            "recall_at_5": 1 / 2,
            "recall_at_10": 1.0,
            "mrr_at_10": 1 / 3,
            "ndcg_at_10": (1 / log2(3) + 2 / log2(4) + 2 / log2(7)) / BEST,
        }
    )


def test_the_best_order_is_one_in_every_measure() -> None:
    assert set(values(CORE, CORE_TOO, ACCEPTED, *FILLING).values()) == {1.0}


def test_an_accepted_clause_gains_half_of_a_core_one_and_is_no_hit() -> None:
    only = values(ACCEPTED)
    assert only.pop("ndcg_at_10") == pytest.approx(1 / BEST)
    assert set(only.values()) == {0.0}


@pytest.mark.parametrize(
    ("rank", "hits"), [(1, 4), (2, 3), (3, 3), (4, 2), (5, 2), (6, 1), (10, 1), (11, 0)]
)
def test_a_hit_is_a_core_clause_within_the_depth(rank: int, hits: int) -> None:
    found = values(*FILLING[: rank - 1], CORE)
    assert sum(value for name, value in found.items() if name.startswith("hit_")) == hits


def test_what_is_found_beyond_the_tenth_is_in_no_measure() -> None:
    assert set(values(*FILLING[:10], CORE, CORE_TOO, ACCEPTED).values()) == {0.0}


def test_the_order_is_the_one_in_which_they_were_found() -> None:
    assert values(ACCEPTED, CORE)["mrr_at_10"] == 0.5
    assert values(CORE, ACCEPTED)["mrr_at_10"] == 1.0


def test_a_core_clause_that_is_also_accepted_is_core() -> None:
    asked = case(core=frozenset({CORE}), accept=frozenset({CORE}))
    assert ranked(asked, outcome(found=(CORE,)))["hit_at_1"] == 1.0


def test_nothing_is_gained_where_nothing_was_found() -> None:
    nothing = {ranking.name: 0.0 for ranking in RANKINGS}
    assert values() == ranked(case(), outcome(found=None)) == ranked(case(), crashed()) == nothing


def test_nothing_is_gained_where_all_that_was_found_is_something_else() -> None:
    assert set(values(OTHER).values()) == {0.0}
