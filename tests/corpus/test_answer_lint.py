"""Whether reviewed answers are fit to be served."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus import Policy
from corpus.answer_file import read_answer_file
from corpus.answer_lint import AnswerReport, inspect
from tests.corpus.answer_entries import COOKIES, POLICY, WAYS, entry, silence, written

HARD = (
    "Notwithstanding contractual considerations, organizational representatives categorically "
    "repudiate remunerative dissemination of personally identifiable information."
)


@pytest.fixture
def policy(read: Callable[[str], Policy]) -> Policy:
    return read(POLICY)


def report(policy: Policy, *entries: dict[str, Any]) -> AnswerReport:
    return inspect(read_answer_file(written(*entries), policy, path=Path("answers.yaml")))


def told(policy: Policy, *entries: dict[str, Any]) -> list[str]:
    return [fault.problem for fault in report(policy, *entries).faults]


def saying(policy: Policy, words: str) -> dict[str, Any]:
    return entry(
        policy, answer=[{"says": words, "rests_on": entry(policy)["answer"][0]["rests_on"]}]
    )


def test_answers_that_are_fit_have_no_fault(policy: Policy) -> None:
    assert told(policy, entry(policy), silence(policy)) == []


def test_no_answers_have_no_fault(policy: Policy) -> None:
    assert told(policy) == []


def test_fewer_than_ten_ways_to_ask_are_a_fault(policy: Policy) -> None:
    assert told(policy, entry(policy, asked=list(WAYS[:9]))) == [
        "selling has 9 ways to ask; give 10 or more"
    ]


def test_a_stale_answer_is_a_fault_that_names_its_clauses(
    policy: Policy, read: Callable[[str], Policy]
) -> None:
    content = written(entry(policy), silence(policy))
    changed = read(POLICY.replace("refuse cookies", "refuse any cookies"))
    found = inspect(read_answer_file(content, changed, path=Path("answers.yaml")))
    assert [fault.problem for fault in found.faults] == [
        f"keeping is out of use: {COOKIES} is changed"
    ]


def test_what_cannot_be_read_is_a_fault(policy: Policy) -> None:
    assert len(told(policy, entry(policy, verdict="maybe"))) == 1


def test_a_median_above_the_eighth_grade_is_a_fault_that_names_the_hardest(
    policy: Policy,
) -> None:
    [problem] = told(policy, saying(policy, HARD))
    assert problem.startswith("the median reading grade is ")
    assert "first in selling" in problem


def test_a_hard_answer_among_easy_ones_is_no_fault(policy: Policy) -> None:
    easy = [
        silence(policy, id=f"keeping-{name}", asked=[f"{name} {n}?" for n in range(10)])
        for name in ("a", "b")
    ]
    assert told(policy, saying(policy, HARD), *easy) == []


def test_the_hardest_answers_come_first(policy: Policy) -> None:
    found = report(policy, silence(policy), saying(policy, HARD))
    assert list(found.grades) == ["selling", "keeping"]


def test_a_report_counts_in_a_line(policy: Policy) -> None:
    line = str(report(policy, entry(policy), silence(policy)))
    assert line.startswith("2 reviewed answers, 1 of them silences, with 20 ways to ask; reading")
