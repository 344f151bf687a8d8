"""Conversations that are handed to a person, with a real store."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assistant import wording
from assistant.conversation import Conversation
from assistant.reason import Reason
from assistant.reply import Abstention, Answer, Handoff, Reply, RightsIntake
from assistant.support_hours import support_hours
from assistant.tickets.desk import TicketDesk
from assistant.tickets.engine import open_engine
from assistant.tickets.filing import SUPPORT_HOURS, FilingDesk
from assistant.tickets.handover import Queue
from assistant.tickets.outbox import Channel
from assistant.tickets.request import RightsRequest
from assistant.tickets.sql_outbox import SqlOutbox
from assistant.tickets.sql_store import SqlTicketStore
from assistant.tickets.store import Filed, StoreUnavailable
from assistant.tickets.ticket import Ticket, TicketKind
from assistant.trouble import trouble
from assistant.turn import Assistant
from corpus import Milestone, Right, Shelf
from tests.assistant.talking import talk

NOW = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
ZONE = ZoneInfo("America/Los_Angeles")
HOURS = support_hours(
    "Mo-Fr 09:00-17:00; PH off", zone=ZONE, now=lambda: NOW, answers_within=timedelta(hours=8)
)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/tickets.sqlite3"


@pytest.fixture
def store(url: str) -> SqlTicketStore:
    return SqlTicketStore(open_engine(url), channels=frozenset(Channel))


@pytest.fixture
def staffed(assistant: Assistant, store: SqlTicketStore) -> Assistant:
    """The real assistant, with people behind it."""
    filings = FilingDesk(
        policy=assistant.policy, rights=Shelf().rights(assistant.policy),
        zone=ZONE, now=lambda: NOW, support=HOURS,
    )  # fmt: skip
    return assistant.filing_at(TicketDesk(filings=filings, store=store), hours=HOURS)


def ticket(store: SqlTicketStore, reply: Reply) -> Ticket:
    assert isinstance(reply, Handoff), reply.text
    assert reply.reference is not None
    assert reply.reference in reply.text
    return store.find(reply.reference)


def test_a_wish_for_a_person_is_filed_with_the_story(
    staffed: Assistant, store: SqlTicketStore
) -> None:
    reply, _ = talk(staffed, ["Do you sell my data?", "I want to talk to a person"])
    handed = ticket(store, reply)
    assert (handed.kind, handed.queue) == (TicketKind.HANDOFF, Queue.SUPPORT)
    story = handed.handover
    assert story is not None
    assert story.reason is Reason.ASKED_FOR_HUMAN
    assert story.summary == "I want to talk to a person"
    assert [said.by for said in story.transcript] == ["shopper", "assistant", "shopper"]
    assert story.transcript[0].text == "Do you sell my data?"
    assert "crypjama/california/sharing/5" in story.clause_ids
    assert "A person is here now, until 5:00 PM (PST)." in reply.text
    assert "You get an answer by Tuesday, March 3, 10:30 AM (PST)." in reply.text
    assert [(one.what, one.law) for one in handed.clocks] == [(Milestone.ANSWER, SUPPORT_HOURS)]
    assert wording.GIVE_ADDRESS() in reply.text


def test_the_language_is_the_one_that_was_written_in(
    staffed: Assistant, store: SqlTicketStore
) -> None:
    spanish = "¿Venden ustedes mis datos personales a otras empresas?"
    reply, _ = talk(staffed, [spanish, "I would like to talk to a person."])
    story = ticket(store, reply).handover
    assert story is not None
    assert story.language == "es"
    other, _ = talk(staffed, ["human please"])
    story = ticket(store, other).handover
    assert story is not None
    assert story.language == "en"


def test_an_address_that_is_given_afterwards_is_kept_and_written_to(
    staffed: Assistant, store: SqlTicketStore, url: str
) -> None:
    reply, conversation = talk(staffed, ["human please"])
    noted, conversation = talk(staffed, ["ana@example.com"], conversation)
    assert noted.text == wording.answered_at("ana@example.com")
    handed = ticket(store, reply)
    assert handed.request.requester.email == "ana@example.com"
    assert handed.history[-1].why == "gave an address"
    to_shopper = [one for one in SqlOutbox(open_engine(url)).undelivered()
                  if one.channel is Channel.SHOPPER]  # fmt: skip
    assert [one.ticket_id for one in to_shopper] == [handed.ticket_id]
    assert not store.give_address(handed.ticket_id, "eve@example.com", at=NOW)
    assert store.first_broken() is None


def test_an_address_that_was_given_before_is_known(
    staffed: Assistant, store: SqlTicketStore
) -> None:
    reply, _ = talk(staffed, ["I'm Ana Cruz, ana@example.com. Let me talk to a human."])
    requester = ticket(store, reply).request.requester
    assert (requester.name, requester.email) == ("Ana Cruz", "ana@example.com")
    assert wording.answered_at("ana@example.com") in reply.text


def test_who_asks_again_has_the_same_handoff(staffed: Assistant, store: SqlTicketStore) -> None:
    first, conversation = talk(staffed, ["human please"])
    again, _ = talk(staffed, ["Do you sell my data?", "I need a real person"], conversation)
    assert isinstance(first, Handoff)
    assert isinstance(again, Handoff)
    assert first.reference == again.reference
    assert len(store.listed()) == 1


def test_who_takes_the_person_that_a_silence_offers_gets_one(
    staffed: Assistant, store: SqlTicketStore
) -> None:
    silent, conversation = talk(staffed, ["Do you have a data protection officer?"])
    assert isinstance(silent, Abstention)
    reply, _ = talk(staffed, ["yes please"], conversation)
    handed = ticket(store, reply)
    assert handed.handover is not None
    assert handed.handover.reason is silent.reason
    assert handed.queue is Queue.PRIVACY


def test_after_three_replies_that_answer_nothing_a_person_gets_it(
    staffed: Assistant, store: SqlTicketStore
) -> None:
    texts = ["What's the weather in Rome?", "How do I bake bread?", "Who won the cup in 1990?"]
    replies = []
    conversation = Conversation.begin()
    for text in texts:
        reply, conversation = talk(staffed, [text], conversation)
        replies.append(reply)
    assert [type(one) for one in replies] == [Abstention, Abstention, Handoff]
    handed = ticket(store, replies[-1])
    assert handed.handover is not None
    assert handed.handover.reason is Reason.REPEATED_FAILURE
    later, _ = talk(staffed, ["And who won in 1994?"], conversation)
    assert isinstance(later, Abstention)


def test_silences_that_were_reviewed_are_no_failures(
    staffed: Assistant, store: SqlTicketStore
) -> None:
    texts = ["Do you have a data protection officer?", "Do you offer two-step login?",
             "Which payment methods do you take?"]  # fmt: skip
    conversation = Conversation.begin()
    for text in texts:
        reply, conversation = talk(staffed, [text], conversation)
        assert isinstance(reply, Abstention)
        assert reply.answer_id is not None
    assert store.listed() == []


def test_a_request_after_a_handoff_is_a_request(staffed: Assistant) -> None:
    reply, _ = talk(staffed, ["human please", "delete my data, ana@example.com"])
    assert isinstance(reply, RightsIntake)


@pytest.mark.parametrize(
    ("text", "reason", "queue"),
    [
        ("I will sue you if you keep ignoring me", Reason.LEGAL_THREAT, Queue.LEGAL),
        ("You'll be hearing from my lawyer.", Reason.LEGAL_THREAT, Queue.LEGAL),
        ("my ex is stalking me and I'm scared he finds my address", Reason.DISTRESS, Queue.CARE),
    ],
)
def test_threats_and_distress_go_to_a_person(
    staffed: Assistant, store: SqlTicketStore, text: str, reason: Reason, queue: Queue
) -> None:
    reply, _ = talk(staffed, [text])
    handed = ticket(store, reply)
    assert handed.handover is not None
    assert (handed.handover.reason, handed.queue) == (reason, queue)
    assert wording.BEGINNINGS[reason]() in reply.text


def test_a_request_with_a_threat_in_it_is_still_a_request(staffed: Assistant) -> None:
    reply, _ = talk(staffed, ["Delete my data now or I'll sue you. ana@example.com"])
    assert isinstance(reply, RightsIntake)


@pytest.mark.parametrize(
    "text",
    ["Can I sue you?", "Do I need a lawyer to make a request?", "What happens if there is a "
     "lawsuit?", "How do I file a complaint?", "Do you report people to the police?",
     "I was scared of cookies as a child", "Is legal action excluded by arbitration?"],
)  # fmt: skip
def test_questions_about_disputes_are_no_threats(text: str) -> None:
    assert trouble(text) is None


@pytest.mark.parametrize(
    "text",
    ["I'm taking legal action against you", "we are going to sue", "see you in court",
     "My attorney has been informed", "Unless you answer, my lawyers will get involved",
     "I am filing a lawsuit"],
)  # fmt: skip
def test_threats_are_recognized(text: str) -> None:
    assert trouble(text) is Reason.LEGAL_THREAT


def test_a_turn_that_broke_is_handed_to_a_person(staffed: Assistant, store: SqlTicketStore) -> None:
    _, conversation = talk(staffed, ["Do you sell my data?"])
    reply = staffed.failed(conversation, "and then?")
    handed = ticket(store, reply)
    assert handed.queue is Queue.TECHNICAL
    assert handed.handover is not None
    assert handed.handover.transcript[-1].text == "and then?"


class NoDesk:
    """A desk whose database is away."""

    def hand_over(self, *_: object, **__: object) -> Filed:
        raise StoreUnavailable("OperationalError")

    give_address = status_for = file = prove = another_code = hand_over


def test_without_a_database_it_is_said_how_a_person_is_reached(assistant: Assistant) -> None:
    away = assistant.filing_at(NoDesk())  # type: ignore[arg-type]
    reply, _ = talk(away, ["I want a human"])
    assert isinstance(reply, Handoff)
    assert reply.reference is None
    assert assistant.contact in reply.text
    reply, _ = talk(assistant, ["I want a human"])
    assert assistant.contact in reply.text


def test_a_handoff_is_joined_to_nothing(staffed: Assistant, store: SqlTicketStore) -> None:
    wish = "ana@example.com, I want a human"
    talk(staffed, [wish])
    talk(staffed, [wish])
    request = RightsRequest(right=Right.OTHER)
    assert all(one.request.right is request.right for one in store.listed())
    assert len(store.listed()) == 2


def test_the_story_is_erased_in_time(staffed: Assistant, store: SqlTicketStore) -> None:
    reply, _ = talk(staffed, ["ana@example.com, I want a human"])
    reference = ticket(store, reply).ticket_id
    store.move(reference, store.find(reference).status.FULFILLED, by="bo", why="wrote", at=NOW)
    assert store.erase_expired(before=NOW.replace(year=2027)) == 1
    erased = store.find(reference)
    assert (erased.handover, erased.request.requester.email) == (None, None)
    assert (erased.kind, erased.queue) == (TicketKind.HANDOFF, Queue.SUPPORT)


def test_an_answer_is_an_answer(staffed: Assistant, store: SqlTicketStore) -> None:
    reply, _ = talk(staffed, ["Do you sell my data?"])
    assert isinstance(reply, Answer)
    assert store.listed() == []
