"""Questions that are suggested after an answer are answered, every one of them."""

import pytest

from assistant.conversation import Conversation
from assistant.reply import Abstention, Answer, SmallTalk
from assistant.turn import Assistant

MOST_TRIED = 12


@pytest.fixture(scope="module")
def suggesting(assistant: Assistant) -> Assistant:
    return assistant.suggesting()


def asked(assistant: Assistant, *texts: str) -> Conversation:
    conversation = Conversation.begin()
    for text in texts:
        conversation = conversation.after(text, assistant.reply(conversation, text))
    return conversation


def test_what_is_suggested_is_answered_by_what_was_not_said_yet(suggesting: Assistant) -> None:
    answers = suggesting.answering.answers
    topics = [one.topic for one in answers.values() if not one.is_silence]
    suggested = 0
    for topic in topics[:: max(1, len(topics) // MOST_TRIED)]:
        conversation = asked(suggesting, topic)
        given = conversation.turns[-1].reply
        for question in suggesting.next_questions(conversation):
            reply = suggesting.reply(conversation, question)
            assert isinstance(reply, Answer), (topic, question)
            assert reply.answer_id
            assert isinstance(given, Answer)
            assert reply.answer_id != given.answer_id
            suggested += 1
    assert suggested >= MOST_TRIED


def test_after_a_silence_the_nearest_that_is_answered_is_suggested(suggesting: Assistant) -> None:
    silences = [one for one in suggesting.answering.answers.values() if one.is_silence]
    for silence in silences:
        conversation = asked(suggesting, silence.topic)
        last = conversation.turns[-1].reply
        if isinstance(last, Abstention) and last.answer_id == silence.answer_id:
            assert suggesting.next_questions(conversation)
            return
    pytest.fail("no topic of a silence is met with it")


def test_nothing_is_suggested_where_nothing_was_answered(suggesting: Assistant) -> None:
    assert suggesting.next_questions(Conversation.begin()) == ()
    conversation = asked(suggesting, "hello")
    assert isinstance(conversation.turns[-1].reply, SmallTalk)
    assert suggesting.next_questions(conversation) == ()
    conversation = asked(suggesting, "delete my data")
    assert suggesting.next_questions(conversation) == ()


def test_who_does_not_suggest_suggests_nothing(assistant: Assistant) -> None:
    assert assistant.next_questions(asked(assistant, "Do you sell my data?")) == ()
