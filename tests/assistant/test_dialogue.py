from collections.abc import Iterator

import pytest

from assistant.conversation import Conversation
from assistant.dialogue import Refused, Replied, dialogue
from tests.fakes import FakeAssistant


def turns(*texts: str) -> list[Replied | Refused]:
    return list(dialogue(FakeAssistant().reply, texts))


def test_each_turn_gets_its_reply_in_order() -> None:
    said = [turn.reply.text for turn in turns("hello", "Anything?") if isinstance(turn, Replied)]
    assert said == [
        "Hello. Ask me about the policy.",
        "The policy does not say. You asked 1 before.",
    ]


def test_a_turn_comes_with_what_was_said_before_it() -> None:
    first, second = turns("hello", "Anything?")
    assert isinstance(first, Replied)
    assert isinstance(second, Replied)
    assert first.before.turns == ()
    assert [turn.text for turn in second.before.turns] == ["hello"]
    assert second.before.conversation_id == first.before.conversation_id


def test_a_refused_turn_is_no_part_of_the_conversation() -> None:
    _, refused, last = turns("hello", "?!", "Anything?")
    assert isinstance(refused, Refused)
    assert "no question" in refused.sentence
    assert isinstance(last, Replied)
    assert [turn.text for turn in last.before.turns] == ["hello"]


def test_each_turn_is_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter([1.0, 1.5, 2.0, 2.25])
    monkeypatch.setattr("assistant.dialogue.perf_counter", lambda: next(seconds))
    assert [turn.elapsed_ms for turn in turns("a", "b") if isinstance(turn, Replied)] == [500, 250]


def test_no_turn_is_taken_before_it_is_asked_for() -> None:
    assistant = FakeAssistant()
    running: Iterator[Replied | Refused] = dialogue(assistant.reply, ["hello", "Anything?"])
    next(running)
    assert assistant.asked == ["hello"]


def test_two_dialogues_know_nothing_of_each_other() -> None:
    (first,), (second,) = turns("hello"), turns("hello")
    assert isinstance(first, Replied)
    assert isinstance(second, Replied)
    assert first.before.conversation_id != second.before.conversation_id
    assert second.before == Conversation(conversation_id=second.before.conversation_id)
