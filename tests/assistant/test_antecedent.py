import pytest

from assistant.affirmation import asked, is_negated
from assistant.antecedent import resolved


@pytest.mark.parametrize(
    ("first", "later", "full"),
    [
        ("do you collect my phone number", "do you sell it?", "do you sell my phone number?"),
        ("What do you collect?", "who gets it", "who gets my information"),
        ("do you use cookies", "can I refuse them", "can I refuse cookies"),
        ("do you text people?", "how do I end it", "how do I end your texts"),
        ("do you keep my card?", "is it ever sold?", "is my card ever sold?"),
        ("do you keep my card?", "tell me who it's shared with",
         "tell me who my card is shared with"),
        ("do you sell my data", "is it possible to say no", "is it possible to say no"),
        ("do you sell my data", "does it cost anything", "does it cost anything"),
        ("do you sell my data", "do you keep my name with it", "do you keep my name with it"),
        ("are you nice?", "do you like it?", "do you like it?"),
        ("is my card kept", "can I stop that?", "can I stop that?"),
        ("is my card kept", "who sees it when it is old", "who sees my card when it is old"),
        ("do you share my data?", "can I stop that?", "can I stop that you share my data?"),
    ],
)  # fmt: skip
def test_a_later_question_is_understood_alone(first: str, later: str, full: str) -> None:
    assert resolved((first, later)) == (first, full)


def test_what_was_named_last_is_meant() -> None:
    assert resolved(("is my name kept", "is my card kept", "who sees it"))[2] == "who sees my card"


def test_what_was_named_is_remembered_over_a_question_that_names_nothing() -> None:
    assert resolved(("is my name kept", "why", "who sees it"))[2] == "who sees my name"


def test_the_first_question_is_left_as_it_is() -> None:
    assert resolved(("what is it", "who sees my name")) == ("what is it", "who sees my name")


def test_what_was_told_first_counts_for_the_first_question() -> None:
    assert resolved(("who reads them?",), "my messages are secret") == ("who reads my messages?",)


@pytest.mark.parametrize("home", ["I live in Ohio", "I'm from Canada", "As a Californian"])
def test_where_one_lives_is_said_with_each(home: str) -> None:
    assert (
        resolved((f"{home}, do you sell data?", "can I opt out?"))[1] == f"{home}. can I opt out?"
    )


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("you don't sell my data", "do you sell my data?"),
        ("You never share anything", "do you share anything?"),
        ("you never share", "do you share my information?"),
        ("you can't see it", "can you see it?"),
        ("you won't sell it", "will you sell it?"),
        ("you're not selling it", "are you selling it?"),
        ("I'll be told", "will I be told?"),
        ("you've never lost data", "have you lost data?"),
        ("my card isn't saved", "is my card saved?"),
        ("nobody can see it", "can anyone see it?"),
        ("nothing is kept", "is anything kept?"),
        ("no data is sold", "is any data sold?"),
        ("there's no fee", "is there any fee?"),
        ("you do not sell it", "do you sell it?"),
        ("you respond to Do Not Track", "do you respond to Do Not Track?"),
        ("advertisers get it", "advertisers get it?"),
    ],
)
def test_a_statement_is_asked_without_its_negation(said: str, question: str) -> None:
    assert asked(said) == question


@pytest.mark.parametrize(
    ("said", "negated"),
    [
        ("you don't sell it", True), ("you dont sell it", True), ("you never sell it", True),
        ("you do not sell it", True), ("nobody sees it", True), ("my card is not saved", True),
        ("you respond to Do Not Track", False), ("the do not sell link works", False),
        ("you sell it without asking", False), ("you note it", False),
    ],
)  # fmt: skip
def test_a_negation_is_told_from_a_name(said: str, negated: bool) -> None:
    assert is_negated(said) is negated
