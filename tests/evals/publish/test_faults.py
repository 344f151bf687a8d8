from dataclasses import replace

import pytest
from hypothesis import given, settings

from assistant.reply_json import ReplyKind
from corpus import Policy, Verdict
from evals.case import Assertion, AssertionType, Case
from evals.judgement import passed
from evals.outcome import Outcome, failed
from evals.publish.faults import faults
from tests.evals.publish.conftest import (
    CHANGES,
    CHILDREN,
    abstained,
    answered,
    asked,
    asked_back,
    cite,
)
from tests.evals.strategies import pairs

TWICE = Assertion(type=AssertionType.ICONTAINS_ANY, values=("twice", "two times"))
CASE = asked("kids", "May kids shop?", core=[CHILDREN], verdict=Verdict.NO)
WITH_TEXT = replace(CASE, assertions=(TWICE,))
REQUEST = replace(
    CASE, kinds=(ReplyKind.RIGHTS_INTAKE,), request={"right": "delete", "state": "CA"}
)


@pytest.fixture(scope="module")
def right(policy: Policy) -> Outcome:
    return answered(CASE, cite(policy, CHILDREN))


def test_a_case_that_passes_has_no_fault(right: Outcome) -> None:
    assert faults(CASE, right) == []


@pytest.mark.parametrize(
    ("case", "outcome", "words"),
    [
        (CASE, failed(CASE, "timed out"), "There is no reply: timed out"),
        (CASE, abstained(CASE), "of kind abstention, not answer"),
        (CASE, answered(CASE), "cites no core clause"),
        (WITH_TEXT, {"text": "once"}, "this does not hold: shows “twice” or “two times”"),
        (CASE, {"text": "Yes, they may."}, "begins with yes, and the policy says no"),
        (REQUEST, {"request": {"right": "know"}}, "are right: know; said was right: delete"),
        (CASE, {"quote_fidelity": 0.5}, "Only 50% of its quotes"),
    ],
)
def test_a_case_that_fails_has_a_sentence_for_it(
    case: Case, outcome: Outcome | dict[str, object], words: str, right: Outcome
) -> None:
    if isinstance(outcome, dict):
        outcome = replace(right, **outcome)
    assert words in " ".join(faults(case, outcome))


def test_what_is_cited_in_vain_is_a_fault(policy: Policy) -> None:
    outcome = answered(CASE, cite(policy, CHILDREN), cite(policy, CHANGES))
    assert faults(CASE, outcome) == ["It cites what is neither core nor accepted."]


def test_asking_back_without_a_right_option_is_a_fault(policy: Policy) -> None:
    either = replace(CASE, kinds=(ReplyKind.ANSWER, ReplyKind.CLARIFICATION), verdict=None)
    right, wrong = (cite(policy, CHILDREN),), (cite(policy, CHANGES),)
    asks = asked_back(either, wrong, wrong)
    assert faults(either, asks) == ["No option leads to a right answer."]
    assert faults(either, asked_back(either, wrong, right)) == []
    assert faults(CASE, asks) == ["The reply is of kind clarification, not answer."]


@pytest.mark.parametrize("case", [CASE, WITH_TEXT, REQUEST], ids=["plain", "text", "request"])
@pytest.mark.parametrize("kind", [ReplyKind.ANSWER, ReplyKind.RIGHTS_INTAKE])
@pytest.mark.parametrize("text", ["Twice.", "Yes.", "No, not two times."])
@pytest.mark.parametrize("request_", [None, {"right": "delete", "state": "CA"}])
@pytest.mark.parametrize("clause_id", [CHILDREN, CHANGES])
@pytest.mark.parametrize("fidelity", [1.0, 0.9])
def test_there_are_faults_just_where_a_case_does_not_pass(
    case: Case, kind: ReplyKind, text: str, request_: dict[str, str] | None, clause_id: str,
    fidelity: float, policy: Policy,
) -> None:  # fmt: skip
    outcome = answered(
        case, cite(policy, clause_id), kind=kind, text=text, request=request_,
        quote_fidelity=fidelity,
    )  # fmt: skip
    assert (faults(case, outcome) == []) is passed(case, outcome)


@settings(max_examples=300)
@given(pair=pairs())
def test_any_case_passes_just_when_nothing_is_to_be_said_against_it(
    pair: tuple[Case, Outcome],
) -> None:
    asked_, got = pair
    assert passed(asked_, got) is (faults(asked_, got) == [])
