from itertools import pairwise, permutations
from math import isnan
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reply_json import ReplyKind
from evals.abstention import Confidence, confidence
from evals.case import Case
from evals.outcome import Outcome
from tests.evals.examples import (
    ACCEPTED,
    CORE,
    OTHER,
    case,
    cites,
    crashed,
    outcome,
    requesting,
    silent,
)

Seen = tuple[bool, float, bool]
"""Whether the policy answers, how sure the target is of it, and whether it would be right."""
LEVELS = st.sampled_from([0.0, 0.2, 0.5, 1.0])


def seen(answers: st.SearchStrategy[bool]) -> st.SearchStrategy[Seen]:
    return st.tuples(answers, LEVELS, st.booleans())


MIXED = st.tuples(
    seen(st.just(True)), seen(st.just(False)), st.lists(seen(st.booleans()), max_size=4)
).map(lambda drawn: [*drawn[:2], *drawn[2]])


def pair(answers: bool, probability: float | None, right: bool = True) -> tuple[Case, Outcome]:
    cited = (cites(CORE if right else OTHER),)
    asked = case() if answers else silent()
    return asked, outcome(probability=probability, would_cite=cited)


def sure(pairs: list[tuple[Case, Outcome]]) -> Confidence:
    found = confidence(pairs)
    assert found is not None
    return found


def everywhere(found: Confidence) -> Any:
    return np.arange(len(found.answerable))


def won(above: float, below: float) -> float:
    return 0.5 if above == below else float(above > below)


@settings(deadline=None)
@given(mixed=MIXED)
def test_auroc_is_how_often_an_answerable_case_is_surer(mixed: list[Seen]) -> None:
    answerable = [probability for answers, probability, _ in mixed if answers]
    quiet = [probability for answers, probability, _ in mixed if not answers]
    duels = [won(above, below) for above in answerable for below in quiet]
    found = sure([pair(*one) for one in mixed])
    assert found.auroc(everywhere(found)) == pytest.approx(sum(duels) / len(duels))


def risks(order: tuple[Seen, ...]) -> list[float]:
    wrong = [not (answers and right) for answers, _, right in order]
    return [sum(wrong[:given]) / given for given in range(1, len(wrong) + 1)]


@settings(deadline=None)
@given(mixed=MIXED)
def test_the_curve_is_the_mean_over_every_order_of_equally_sure_cases(mixed: list[Seen]) -> None:
    orders = [
        order
        for order in permutations(mixed)
        if all(first[1] >= then[1] for first, then in pairwise(order))
    ]
    found = sure([pair(*one) for one in mixed])
    coverage, risk = found.curve(everywhere(found))
    expected = np.mean([risks(order) for order in orders], axis=0)
    assert coverage == pytest.approx(np.arange(1, len(mixed) + 1) / len(mixed))
    assert risk == pytest.approx(expected)
    assert found.aurc(everywhere(found)) == pytest.approx(expected.mean())


@settings(deadline=None)
@given(mixed=MIXED)
def test_the_curve_ends_at_the_risk_of_answering_everything(mixed: list[Seen]) -> None:
    found = sure([pair(*one) for one in mixed])
    coverage, risk = found.curve(everywhere(found))
    wrong = [not (answers and right) for answers, _, right in mixed]
    assert (coverage[-1], risk[-1]) == pytest.approx((1.0, sum(wrong) / len(wrong)))


def test_perfect_confidence_gives_up_wrong_answers_first() -> None:
    found = sure([pair(True, 0.9), pair(True, 0.8), pair(False, 0.2), pair(False, 0.1)])
    assert found.auroc(everywhere(found)) == 1.0
    assert list(found.curve(everywhere(found))[1]) == pytest.approx([0, 0, 1 / 3, 1 / 2])


def test_a_target_that_is_always_as_sure_knows_nothing() -> None:
    found = sure([pair(True, 0.5), pair(False, 0.5), pair(True, 0.5)])
    assert found.auroc(everywhere(found)) == 0.5
    assert list(found.curve(everywhere(found))[1]) == pytest.approx([1 / 3] * 3)


def test_the_cases_that_were_drawn_count_as_often_as_they_were() -> None:
    found = sure([pair(True, 0.9), pair(False, 0.5), pair(True, 0.1)])
    assert found.auroc(np.array([0, 0, 1, 2])) == pytest.approx(2 / 3)
    assert list(found.curve(np.array([0, 0, 1]))[1]) == pytest.approx([0, 0, 1 / 3])


def test_a_draw_without_both_sides_has_no_auroc() -> None:
    found = sure([pair(True, 0.9), pair(False, 0.5)])
    assert isnan(found.auroc(np.array([0, 0])))
    assert isnan(found.auroc(np.array([1])))


@pytest.mark.parametrize("asked", [case(), silent()], ids=["answerable", "silent"])
def test_a_crash_loses_against_every_case_of_the_other_side(asked: Case) -> None:
    found = sure([pair(True, 0.0), pair(False, 1.0), (asked, crashed())])
    # Of two duels, neither is won: the first by these probabilities, the second by the crash.
    assert found.auroc(everywhere(found)) == 0.0
    better = sure([pair(True, 1.0), pair(False, 0.0), (asked, crashed())])
    assert better.auroc(everywhere(better)) == 0.5


@pytest.mark.parametrize("asked", [case(), silent()], ids=["answerable", "silent"])
def test_a_crash_is_a_wrong_answer_that_is_given_up_last(asked: Case) -> None:
    found = sure([pair(True, 1.0), pair(False, 0.0), (asked, crashed())])
    assert list(found.curve(everywhere(found))[1]) == pytest.approx([1, 1 / 2, 2 / 3])


@pytest.mark.parametrize(
    ("cited", "wrong"),
    [
        ((cites(CORE),), 0.0),
        ((cites(CORE), cites(ACCEPTED)), 0.0),
        ((cites(OTHER, CORE),), 0.0),
        ((cites(CORE), cites(OTHER)), 1.0),
        ((cites(ACCEPTED),), 1.0),
        ((), 1.0),
        (None, 1.0),
    ],
)
def test_the_answer_that_would_be_given_is_judged(cited: Any, wrong: float) -> None:
    asked = outcome(ReplyKind.ABSTENTION, probability=0.5, would_cite=cited)
    assert sure([(case(), asked), pair(False, 0.5)]).wrong[0] == wrong


def test_any_answer_to_a_silent_case_is_wrong() -> None:
    cited = outcome(probability=0.5, would_cite=(cites(CORE),))
    pairs = [pair(True, 0.5), pair(False, 0.5), (silent(core=frozenset({CORE})), cited)]
    assert list(sure(pairs).wrong) == [0.0, 1.0, 1.0]


def test_requests_are_left_out() -> None:
    pairs = [pair(True, 0.5), (requesting(), outcome(probability=0.9)), pair(False, 0.1)]
    assert list(sure(pairs).surety) == [0.5, 0.1]


@pytest.mark.parametrize(
    "pairs",
    [
        [],
        [pair(True, 0.9), pair(True, 0.5)],
        [pair(False, 0.9), pair(False, 0.5)],
        [pair(True, None), pair(False, None)],
        [(case(), crashed()), (silent(), crashed())],
        [pair(True, None), pair(False, None), (requesting(), outcome(probability=0.9))],
    ],
    ids=["nothing", "answerable", "silent", "unexplained", "crashed", "explained elsewhere"],
)
def test_there_is_no_confidence_without_both_sides_and_an_explanation(
    pairs: list[tuple[Case, Outcome]],
) -> None:
    assert confidence(pairs) is None
