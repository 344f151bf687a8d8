import logging
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from threading import Event

import pytest

from assistant.chat.turn_taking import TurnTaking
from assistant.conversation import Conversation
from assistant.errors import RefusedText
from assistant.reply import Reply
from tests.fakes import CHOICES, NEXT, FakeAssistant


class Refusing(FakeAssistant):
    def reply(self, _conversation: Conversation, _text: str) -> Reply:
        raise RefusedText("Please type a question.")


def last_line(turns: TurnTaking, text: str) -> str:
    *_, after = turns.say("page", text)
    return unescape(after.lines[-1].markdown)


def test_what_was_typed_is_shown_before_a_reply_that_takes_a_while() -> None:
    held = Event()
    turns = TurnTaking(FakeAssistant(held=held), longest=2000, patience=0.01)
    saying = turns.say("page", "hello")
    first = next(saying)
    assert first.awaits
    assert [line.role for line in first.lines] == ["user"]
    held.set()
    (second,) = saying
    assert not second.awaits
    assert [line.role for line in second.lines] == ["user", "assistant"]


def test_a_reply_that_is_there_at_once_comes_with_what_was_typed() -> None:
    (told,) = TurnTaking(FakeAssistant(), longest=2000, patience=20).say("page", "hello")
    assert [line.role for line in told.lines] == ["user", "assistant"]


def test_the_next_turn_knows_the_ones_before() -> None:
    turns = TurnTaking(FakeAssistant(), longest=2000)
    assert "You asked 0 before" in last_line(turns, "Anything?")
    assert "You asked 1 before" in last_line(turns, "Anything else?")


def test_an_empty_line_asks_nothing() -> None:
    assistant = FakeAssistant()
    assert list(TurnTaking(assistant, longest=2000).say("page", " \n ")) == []
    assert assistant.asked == []


def test_too_long_a_line_is_refused_on_our_side() -> None:
    assistant = FakeAssistant()
    assert "longer than 20 characters" in last_line(TurnTaking(assistant, longest=20), "x" * 21)
    assert assistant.asked == []


def test_what_the_guard_refuses_gets_its_sentence() -> None:
    turns = TurnTaking(Refusing(), longest=2000)
    assert last_line(turns, "?") == "Please type a question."


def test_a_failure_offers_a_person_and_is_logged_without_what_was_typed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    turns = TurnTaking(FakeAssistant(), longest=2000)
    with caplog.at_level(logging.DEBUG):
        shown = last_line(turns, "explode, my card is 4111")
    assert "A person has it" in shown
    assert "RuntimeError" in caplog.text
    assert "4111" not in caplog.text


def test_a_failure_that_nobody_can_be_handed_says_how_a_person_is_reached(
    caplog: pytest.LogCaptureFixture,
) -> None:
    turns = TurnTaking(FakeAssistant(), longest=2000)
    shown = last_line(turns, "explode twice, my card is 4111")
    assert "write to a person at contact@crypjama.com" in shown
    assert "4111" not in caplog.text
    assert "You asked 0 before" in last_line(turns, "Anything?")


def test_a_failed_turn_that_a_person_was_handed_is_part_of_the_conversation() -> None:
    turns = TurnTaking(FakeAssistant(), longest=2000)
    last_line(turns, "explode")
    assert "You asked 1 before" in last_line(turns, "Anything?")


def test_topics_are_offered_until_the_next_line_is_typed() -> None:
    turns = TurnTaking(FakeAssistant(), longest=2000)
    *_, offered = turns.say("page", "unclear")
    assert offered.choices == CHOICES
    assert {after.choices for after in turns.say("page", CHOICES[0])} == {()}


def test_an_answer_does_not_wait_for_what_is_suggested_after_it() -> None:
    turns = TurnTaking(FakeAssistant(), longest=2000)
    *_, answered = turns.say("page", "Do you sell my data?")
    suggested = turns.suggest("page")
    assert suggested
    assert (answered.following, suggested.following) == ((), NEXT)
    assert turns.suggest("page") is None  # nothing new
    assert {after.following for after in turns.say("page", "hello")} == {()}
    assert turns.suggest("page") is None
    assert turns.suggest("another page") is None


def test_what_was_to_be_suggested_is_let_go_where_the_next_question_came_first() -> None:
    class Slow(FakeAssistant):
        def next_questions(self, conversation: Conversation) -> tuple[str, ...]:
            last_line(turns, "hello")
            return super().next_questions(conversation)

    turns = TurnTaking(Slow(), longest=2000)
    last_line(turns, "Do you sell my data?")
    assert turns.suggest("page") is None
    assert "Hello" in turns.resume("page").lines[-1].markdown


def test_turns_of_one_page_are_taken_one_after_the_other() -> None:
    """A question that comes before another's answer knows that one, and neither is lost."""
    held = Event()
    turns = TurnTaking(FakeAssistant(held=held), longest=2000)
    with ThreadPoolExecutor() as pool:
        said = [pool.submit(last_line, turns, f"Anything {number}?") for number in range(4)]
        held.set()
    assert all("You asked" in one.result() for one in said)
    told = [line.markdown for line in turns.resume("page").lines if line.role == "assistant"]
    assert len(told) == 4
    assert all(f"You asked {number} before" in one for number, one in enumerate(told))


def test_a_step_that_a_later_turn_overtook_is_made_good() -> None:
    """The server sends each event's steps by itself, and goes on once one is sent."""
    turns = TurnTaking(FakeAssistant(), longest=2000)
    first = turns.say("page", "hello")
    assert len(next(first).lines) == 2
    *_, later = turns.say("page", "hello again")
    assert len(later.lines) == 4
    assert list(first) == [later]


def test_pages_do_not_wait_for_one_another() -> None:
    held = Event()
    turns = TurnTaking(FakeAssistant(held=held), longest=2000)
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(last_line, turns, "hello")
        first = next(turns.say("another page", "hello"))
        assert first.awaits
        assert not waiting.done()
        held.set()
    assert "Hello" in waiting.result()


def test_where_suggesting_fails_the_answer_stands() -> None:
    class Speechless(FakeAssistant):
        def next_questions(self, conversation: Conversation) -> tuple[str, ...]:
            raise RuntimeError(str(conversation))

    turns = TurnTaking(Speechless(), longest=2000)
    *_, answered = turns.say("page", "Do you sell my data?")
    assert "we have not sold" in answered.lines[-1].markdown
    assert turns.suggest("page") is None


def test_a_choice_is_a_line_like_any_other() -> None:
    assistant = FakeAssistant()
    turns = TurnTaking(assistant, longest=2000)
    last_line(turns, "unclear")
    assert "we have not sold" in last_line(turns, CHOICES[0])
    assert assistant.asked == ["unclear", CHOICES[0]]


def test_a_choice_can_be_made_by_its_number() -> None:
    turns = TurnTaking(FakeAssistant(), longest=2000)
    last_line(turns, "unclear")
    assert "we have not sold" in last_line(turns, "1")
