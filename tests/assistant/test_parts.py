from pathlib import Path
from time import process_time
from typing import Any

import pytest
import yaml

from assistant.part import Kind, Part
from assistant.parts import MOST_PARTS, parts

LISTED: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "parts.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", LISTED["several"], ids=lambda case: case["message"])
def test_several_questions_come_apart(case: dict[str, Any]) -> None:
    found = parts(case["message"])
    assert [part.text for part in found] == case["parts"]
    assert {part.kind for part in found} == {Kind.QUESTION}


@pytest.mark.parametrize("message", LISTED["single"])
def test_one_question_stays_as_it_was_typed(message: str) -> None:
    assert parts(message) == (Part(text=message),)


@pytest.mark.parametrize("case", LISTED["premises"], ids=lambda case: case["message"])
def test_a_premise_is_told_from_the_question(case: dict[str, Any]) -> None:
    premise, question = parts(case["message"])
    assert (premise.kind, premise.text) == (Kind.PREMISE, case["premise"])
    assert (premise.negated, premise.of_policy) == (
        case.get("denied", False), case.get("of_policy", False),
    )  # fmt: skip
    assert question == Part(text=case["rest"])


@pytest.mark.parametrize("case", LISTED["statements"], ids=lambda case: case["message"])
def test_a_statement_with_a_tag_is_to_be_confirmed(case: dict[str, Any]) -> None:
    (statement,) = parts(case["message"])
    assert (statement.kind, statement.text) == (Kind.STATEMENT, case["asks"])
    assert statement.negated is case.get("denied", False)
    assert statement.of_policy is case.get("of_policy", False)


def test_a_question_for_the_reason_is_asked_whole_beside_what_it_presumes() -> None:
    message = "why do you sell my data to Google?"
    assert parts(message) == (
        Part(
            text="do you sell my data to Google?", kind=Kind.LOADED,
            said="you sell my data to Google",
        ),
        Part(text=message),
    )  # fmt: skip


@pytest.mark.parametrize(
    "message", ["why would you refuse to delete it?", "why will you sell it if I say no?"]
)
def test_why_something_would_be_presumes_nothing(message: str) -> None:
    assert parts(message) == (Part(text=message),)


def test_why_something_needs_to_be_done_presumes_that_it_is() -> None:
    loaded, _ = parts("why do you need to collect my name?")
    assert loaded.text == "do you collect my name?"


def test_why_something_is_not_done_denies_it() -> None:
    denied, _ = parts("Why don't you respond to Do Not Track?")
    assert (denied.kind, denied.negated) == (Kind.LOADED, True)
    assert denied.text == "do you respond to Do Not Track?"


def test_what_is_asked_before_a_statement_is_asked_too() -> None:
    statement, question = parts("Do you use cookies? You don't sell my data, right?")
    assert (statement.kind, statement.text) == (Kind.STATEMENT, "do you sell my data?")
    assert question.text == "Do you use cookies?"


def test_a_story_before_a_statement_is_no_question() -> None:
    (statement,) = parts("I bought a ring. You don't sell my data, right?")
    assert statement.kind is Kind.STATEMENT


def test_do_not_track_denies_nothing() -> None:
    (statement,) = parts("Do Not Track works here, doesn't it?")
    assert (statement.kind, statement.negated) == (Kind.STATEMENT, False)


def test_what_is_more_than_the_most_is_left() -> None:
    message = (
        "1. cookies used? 2. data sold? 3. data kept? 4. ads shown? 5. texts sent? 6. calls made?"
    )
    found = parts(message)
    assert [part.text for part in found[:MOST_PARTS]] == [
        "cookies used?", "data sold?", "data kept?", "ads shown?",
    ]  # fmt: skip
    assert found[MOST_PARTS:] == (Part(text="texts sent? calls made?", kind=Kind.LEFT),)


def test_just_the_most_leaves_nothing() -> None:
    found = parts("1. cookies used? 2. data sold? 3. data kept? 4. ads shown?")
    assert [part.kind for part in found] == [Kind.QUESTION] * MOST_PARTS


def test_one_question_keeps_its_apostrophes() -> None:
    message = "What’s my data worth?"
    assert parts(message) == (Part(text=message),)


@pytest.mark.parametrize(
    "message", ["", " ", "\n\n", "?", "1. 2.", "since", "right?", "why do you"]
)
def test_next_to_nothing_is_one_part(message: str) -> None:
    assert parts(message) == (Part(text=message),)


def test_a_list_that_does_not_count_from_one_is_no_list() -> None:
    message = "I ordered 2. rings and 3. chains"
    assert parts(message) == (Part(text=message),)


@pytest.mark.parametrize(
    "message",
    ["?" * 2000, " , and " * 280, "do you " * 280, "1. " * 600, "you are, right " * 130, "a" * 2000,
     "if you " * 280, "since you do, " * 140, "what about " * 180 + "?", "( " * 1000, "not " * 500],
    ids=lambda message: message[:12],
)  # fmt: skip
def test_no_message_takes_long(message: str) -> None:
    begun = process_time()
    parts(message)
    assert process_time() - begun < 2  # what backtracks takes minutes
