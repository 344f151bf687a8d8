"""One contract for every assistant: the real one, and the fake that stands in for it."""

import pytest

from assistant.chat import Responder
from assistant.conversation import Conversation
from assistant.errors import RefusedText
from assistant.reply import Abstention, Answer, Handoff, RightsIntake, SmallTalk
from tests.fakes import FakeAssistant

ANSWERED = "Do you sell my data?"
KINDS = {
    ANSWERED: Answer,
    "hello": SmallTalk,
    "Can I talk to a person?": Handoff,
    "delete my data": RightsIntake,
    "do you train AI on my data": Abstention,
}
UNREADABLE = ["", "?!", "do you\x00 sell", "\ud800 hello", "sell " * 1000]


@pytest.fixture(params=["fake", "real"])
def responder(request: pytest.FixtureRequest) -> Responder:
    if request.param == "fake":
        return FakeAssistant()
    real: Responder = request.getfixturevalue("assistant")
    return real


@pytest.mark.parametrize(("text", "kind"), KINDS.items())
def test_each_kind_of_turn_gets_its_kind_of_reply(
    responder: Responder, text: str, kind: type
) -> None:
    assert isinstance(responder.reply(Conversation.begin(), text), kind)


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_can_be_no_message_is_refused_and_not_explained(
    responder: Responder, text: str
) -> None:
    with pytest.raises(RefusedText) as replied:
        responder.reply(Conversation.begin(), text)
    with pytest.raises(RefusedText) as explained:
        responder.explain(Conversation.begin(), text)
    assert explained.value.sentence == replied.value.sentence


def test_an_answer_cites_what_its_explanation_would(responder: Responder) -> None:
    reply = responder.reply(Conversation.begin(), ANSWERED)
    assert isinstance(reply, Answer)
    assert responder.explain(Conversation.begin(), ANSWERED).citations == reply.citations


@pytest.mark.parametrize("text", KINDS)
def test_every_turn_can_be_explained_whatever_its_reply(responder: Responder, text: str) -> None:
    explanation = responder.explain(Conversation.begin(), text)
    assert explanation.clause_ids
    assert len(set(explanation.clause_ids)) == len(explanation.clause_ids)
    for clause_id in explanation.clause_ids:
        assert responder.policy.clause(clause_id).clause_id == clause_id
    assert [citation.marker for citation in explanation.citations] == list(
        range(1, len(explanation.citations) + 1)
    )
    assert 0 <= explanation.probability <= 1


def test_what_is_answered_is_surer_than_what_is_not(responder: Responder) -> None:
    sure, unsure = (
        responder.explain(Conversation.begin(), text).probability
        for text in (ANSWERED, "do you train AI on my data")
    )
    assert unsure < sure


def test_explaining_a_turn_changes_no_reply(responder: Responder) -> None:
    conversation = Conversation.begin()
    before = responder.reply(conversation, ANSWERED)
    responder.explain(conversation, ANSWERED)
    assert responder.reply(conversation, ANSWERED) == before
