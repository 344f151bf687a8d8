import pytest

from assistant.conversation import Conversation
from assistant.intake.form import accepts, adds, beside_fields, cancels, corrects, open_request
from assistant.reply import Reply, RightsIntake, SmallTalk
from assistant.tickets.request import RightsRequest
from corpus import Right

BEGUN = RightsIntake(text="", request=RightsRequest(right=Right.DELETE))
OTHER = SmallTalk(text="")


def after(*turns: tuple[str, Reply]) -> Conversation:
    conversation = Conversation.begin()
    for text, reply in turns:
        conversation = conversation.after(text, reply)
    return conversation


def test_what_was_begun_is_open() -> None:
    assert open_request(after(("hi", OTHER))) is None
    assert open_request(after(("delete me", BEGUN))) is BEGUN


def test_it_stays_open_over_a_few_turns_about_something_else() -> None:
    aside = [("why?", OTHER)]
    assert open_request(after(("delete me", BEGUN), *aside * 3)) is BEGUN
    assert open_request(after(("delete me", BEGUN), *aside * 4)) is None


def test_what_was_called_off_is_open_no_more() -> None:
    assert open_request(after(("delete me", BEGUN), ("never mind", OTHER))) is None


def test_the_last_one_that_was_begun_counts() -> None:
    later = RightsIntake(text="", request=RightsRequest(right=Right.OPT_OUT))
    assert open_request(after(("delete me", BEGUN), ("and opt me out", later))) is later


@pytest.mark.parametrize(
    "text", ["cancel", "Never mind!", "no, forget it", "ok stop", "I changed my mind", "nevermind"]
)
def test_calling_off(text: str) -> None:
    assert cancels(text)


@pytest.mark.parametrize(
    "text",
    ["yes", "ana@example.com", "can I cancel it later on?", "how do I cancel?",
     "stop sending me all these text messages to my work phone please", "I never got it"],
)  # fmt: skip
def test_no_calling_off(text: str) -> None:
    assert not cancels(text)


@pytest.mark.parametrize(
    "text", ["no, it's b@example.com", "Sorry, Texas", "wrong e-mail: c@d.com"]
)
def test_taking_back(text: str) -> None:
    assert corrects(text)


@pytest.mark.parametrize("text", ["now b@example.com", "my e-mail is not secret", "notes@a.com"])
def test_no_taking_back(text: str) -> None:
    assert not corrects(text)


@pytest.mark.parametrize(
    "text", ["ana@example.com", "its 212-555-0148", "I'm in Oregon", "order 48213", "name: Bo Li"]
)
def test_what_adds_to_a_request(text: str) -> None:
    assert adds(Right.DELETE, text, not_theirs=())


@pytest.mark.parametrize(
    "text", ["do you share ana@example.com?", "thanks", "contact@crypjama.com", "how long?"]
)
def test_what_adds_nothing(text: str) -> None:
    assert not adds(Right.DELETE, text, not_theirs={"contact@crypjama.com"})


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("my name is Ana Cruz, ana@example.com", ""),
        ("It's ana@example.com, thanks", ""),
        ("My e-mail is ana@example.com and I live in Oregon", ""),
        ("order number 482133, my phone number is 212-555-0148", ""),
        ("my name is wrong in your files", "wrong your files"),
        ("take me off the list, ana@example.com", "take me off the list"),
    ],
)
def test_what_is_said_beside_the_fields(text: str, left: str) -> None:
    assert beside_fields(Right.DELETE, text) == left


@pytest.mark.parametrize(
    "text",
    ["yes", "yes please", "ok do it", "can't you just do it for me? pat@example.com", "do mine",
     "well count me out of it then", "then sign me up", "Great. I'd like that!", "go ahead please"],
)  # fmt: skip
def test_what_takes_an_offer(text: str) -> None:
    assert accepts(text)


@pytest.mark.parametrize(
    "text",
    ["no", "how do I do that?", "can I do it online?", "don't do it", "who can do that",
     "do you share my e-mail address?", "I do not want that", "what if I want that later",
     "is it possible to do that for my mother's account as well, she has no computer at home now"],
)  # fmt: skip
def test_what_does_not_take_it(text: str) -> None:
    assert not accepts(text)
