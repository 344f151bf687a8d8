"""From a wish to a ticket: the whole way through a conversation, with a real store."""

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from assistant import wording
from assistant.conversation import Conversation
from assistant.reply import Answer, Reply, RightsIntake, RightsTicket, SmallTalk
from assistant.reply_json import reply_as_json
from assistant.tickets.desk import TicketDesk
from assistant.tickets.engine import open_engine
from assistant.tickets.filing import FilingDesk
from assistant.tickets.outbox import Channel
from assistant.tickets.request import Field, RightsRequest
from assistant.tickets.sql_store import SqlTicketStore
from assistant.tickets.store import Filed, Proof, StoreUnavailable
from assistant.tickets.ticket import Flag, TicketStatus
from assistant.turn import Assistant
from corpus import Right, Shelf
from tests.assistant.talking import talk

NOW = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
WISH = "Delete my data please. I'm in California, ana@example.com"


@pytest.fixture
def store(tmp_path: Path) -> SqlTicketStore:
    return SqlTicketStore(open_engine(f"sqlite:///{tmp_path}/tickets.sqlite3"))


@pytest.fixture
def filing(assistant: Assistant, store: SqlTicketStore) -> Assistant:
    """The real assistant with a desk."""
    filings = FilingDesk(
        policy=assistant.policy, rights=Shelf().rights(assistant.policy),
        zone=ZoneInfo("America/Los_Angeles"), now=lambda: NOW,
    )  # fmt: skip
    return replace(assistant, desk=TicketDesk(filings=filings, store=store))


def ticket_of(reply: Reply) -> RightsTicket:
    assert isinstance(reply, RightsTicket), reply.text
    return reply


def test_nothing_is_stored_before_it_is_confirmed(filing: Assistant, store: SqlTicketStore) -> None:
    reply, _ = talk(filing, [WISH])
    assert isinstance(reply, RightsIntake)
    assert "I can file it for you" in reply.text
    assert "ana@example.com" in reply.text
    assert "Answer “yes”" in reply.text
    assert store.listed() == []


@pytest.mark.parametrize("yes", ["yes", "Yes please!", "ok go ahead", "That's right", "confirm"])
def test_a_confirmed_request_is_a_ticket(
    filing: Assistant, store: SqlTicketStore, yes: str
) -> None:
    reply, _ = talk(filing, [WISH, yes])
    ticket = store.find(ticket_of(reply).reference)
    assert (ticket.request.right, ticket.request.requester.email) == ("delete", "ana@example.com")
    assert ticket.request.requester.state == "California"
    assert ticket.request.details == WISH
    assert ticket.flags == set()


def test_the_reply_names_the_reference_and_each_date_with_what_says_so(filing: Assistant) -> None:
    reply = ticket_of(talk(filing, [WISH, "yes"])[0])
    assert reply.reference in reply.text
    assert "confirm that it got it by March 16, 2026. [1] (CCR §7021(a))" in reply.text
    assert "answer by April 16, 2026. [1] (CCR §7021(b))" in reply.text
    assert [one.clause_id for one in reply.citations] == ["crypjama/california/rights/timing/1"]


def test_what_is_missing_is_asked_for_before(filing: Assistant, store: SqlTicketStore) -> None:
    reply, conversation = talk(filing, ["stop texting me", "yes"])
    assert not isinstance(reply, RightsTicket)
    reply, _ = talk(filing, ["212-555-0148", "yes"], conversation)
    assert store.find(ticket_of(reply).reference).request.requester.phone == "212-555-0148"


@pytest.mark.parametrize("given", ["ana@example.com", "it's ana@example.com", "sure: a@b.com"])
def test_an_address_alone_goes_on_with_the_request(filing: Assistant, given: str) -> None:
    reply, _ = talk(filing, ["delete my data", given])
    assert isinstance(reply, RightsIntake)
    assert (reply.right, reply.missing) == (Right.DELETE, ())


def test_a_correction_counts_and_a_side_question_is_no_confirmation(
    filing: Assistant, store: SqlTicketStore
) -> None:
    reply, conversation = talk(filing, [WISH, "how long will it take?"])
    assert not isinstance(reply, RightsTicket)
    reply, conversation = talk(filing, ["no, wrong e-mail, it's b@example.com"], conversation)
    assert isinstance(reply, RightsIntake)
    reply, _ = talk(filing, ["yes"], conversation)
    assert store.find(ticket_of(reply).reference).request.requester.email == "b@example.com"
    assert len(store.listed()) == 1


def test_yes_pressed_twice_files_once_and_says_the_same(
    filing: Assistant, store: SqlTicketStore
) -> None:
    _, before = talk(filing, [WISH])
    one, after = talk(filing, ["yes"], before)
    at_once, _ = talk(filing, ["yes"], before)
    later, _ = talk(filing, ["yes"], after)
    references = {ticket_of(reply).reference for reply in (one, at_once, later)}
    assert len(references) == len(store.listed()) == 1


@pytest.mark.parametrize(
    ("wish", "rights"),
    [
        ("delete my data and stop selling it, ana@example.com", {"delete", "opt_out"}),
        ("unsubscribe bo@example.com and stop texting 212-555-0148",
         {"unsubscribe_email", "stop_sms"}),
    ],
)  # fmt: skip
def test_two_rights_in_one_message_are_two_requests_one_after_the_other(
    filing: Assistant, store: SqlTicketStore, wish: str, rights: set[str]
) -> None:
    first, conversation = talk(filing, [wish, "yes"])
    assert ticket_of(first).then is not None
    assert "You also asked" in first.text
    assert len(store.listed()) == 1
    second, _ = talk(filing, ["yes"], conversation)
    assert ticket_of(second).then is None
    assert {one.request.right for one in store.listed()} == rights


def test_the_second_of_two_may_be_called_off_or_need_something_more(
    filing: Assistant, store: SqlTicketStore
) -> None:
    wish = "delete my data and stop texting me, ana@example.com"
    _, conversation = talk(filing, [wish, "yes"])
    talk(filing, ["no thanks", "yes"], conversation)
    assert len(store.listed()) == 1
    talk(filing, ["212-555-0148", "yes"], conversation)
    assert len(store.listed()) == 2


def test_the_form_files_what_is_written_into_it(filing: Assistant, store: SqlTicketStore) -> None:
    _, conversation = talk(filing, ["I live in California, delete my data"])
    reply = filing.submit(conversation, {Field.EMAIL: "ana@example.com"})
    ticket = store.find(ticket_of(reply).reference)
    assert ticket.request.requester.email == "ana@example.com"
    assert ticket.request.requester.state == "California"
    assert filing.submit(conversation, {Field.EMAIL: "ana@example.com"}) == reply
    assert len(store.listed()) == 1


def test_what_the_form_changes_in_meaning_is_said_before_it_is_filed(
    filing: Assistant, store: SqlTicketStore
) -> None:
    _, conversation = talk(filing, [WISH])
    given = {Field.EMAIL: "ana@example.com", Field.STATE: "Oregon"}
    reply = filing.submit(conversation, given)
    assert "gives this right to California residents" in reply.text
    assert store.listed() == []
    conversation = conversation.after("the form", reply)
    again = filing.submit(conversation, given)
    assert store.find(ticket_of(again).reference).flags == {Flag.OUTSIDE_CALIFORNIA}


def test_typing_goes_on_where_the_form_was_left(filing: Assistant, store: SqlTicketStore) -> None:
    _, conversation = talk(filing, ["Please delete my data"])
    reply = filing.submit(conversation, {Field.EMAIL: ""})
    assert isinstance(reply, RightsIntake)
    conversation = conversation.after("the form", reply)
    filed, _ = talk(filing, ["my name is Ana Cruz, ana@example.com", "yes"], conversation)
    request = store.find(ticket_of(filed).reference).request
    assert (request.requester.name, request.requester.email) == ("Ana Cruz", "ana@example.com")
    assert request.details == "Please delete my data\nmy name is Ana Cruz, ana@example.com"


def test_a_form_without_a_request_files_nothing(filing: Assistant, store: SqlTicketStore) -> None:
    reply = filing.submit(Conversation.begin(), {Field.EMAIL: "ana@example.com"})
    assert isinstance(reply, SmallTalk)
    assert store.listed() == []


@pytest.mark.parametrize("right", Right)
def test_the_words_of_an_offer_are_taken_for_the_right(filing: Assistant, right: Right) -> None:
    reply, _ = talk(filing, [wording.WISHES[right]()])
    assert isinstance(reply, RightsIntake), reply.text
    assert reply.right is right


def test_who_asks_how_data_is_deleted_is_answered_and_offered_a_request(
    filing: Assistant, store: SqlTicketStore
) -> None:
    reply, conversation = talk(filing, ["How would I delete my data?"])
    assert isinstance(reply, Answer)
    assert "say “Delete my data”, and I start a request" in reply.text
    begun, conversation = talk(filing, ["yes please"], conversation)
    assert isinstance(begun, RightsIntake)
    assert begun.right is Right.DELETE
    filed, _ = talk(filing, ["ana@example.com", "yes"], conversation)
    assert store.find(ticket_of(filed).reference).request.right is Right.DELETE


def test_without_a_desk_nothing_is_offered(assistant: Assistant) -> None:
    reply, _ = talk(assistant, ["How would I delete my data?"])
    assert "I start a request" not in reply.text


@pytest.mark.parametrize(
    "question",
    ["what is the status of my request?", "any update on my request", "where is my ticket?",
     "What's happening with my delete request?"],
)  # fmt: skip
def test_who_filed_here_learns_where_it_stands_by_asking(
    filing: Assistant, store: SqlTicketStore, question: str
) -> None:
    reply, conversation = talk(filing, [WISH, "yes"])
    store.move(ticket_of(reply).reference, TicketStatus.IN_PROGRESS, by="bo", why="begun", at=NOW)
    told, _ = talk(filing, [question], conversation)
    assert told.text == wording.standing(TicketStatus.IN_PROGRESS)
    stranger, _ = talk(filing, [question])
    assert stranger.text == wording.ASK_ADDRESS()


@pytest.mark.parametrize(
    ("wish", "said", "sentence"),
    [
        ("delete my data", "<script>alert(1)</script>@x.com", wording.NO_EMAIL()),
        ("delete my data", "ana@example", wording.NO_EMAIL()),
        ("stop texting me", "555-0148", wording.NO_PHONE()),
    ],
)
def test_what_is_meant_as_an_address_and_is_none_is_said_and_the_request_stays_open(
    filing: Assistant, store: SqlTicketStore, wish: str, said: str, sentence: str
) -> None:
    reply, conversation = talk(filing, [wish, said])
    assert isinstance(reply, RightsIntake)
    assert reply.text == sentence
    assert reply.missing
    filed, _ = talk(filing, ["ana@example.com 212-555-0148", "yes"], conversation)
    assert ticket_of(filed).reference in {one.ticket_id for one in store.listed()}


@pytest.fixture
def mailing(assistant: Assistant, filing: Assistant, tmp_path: Path) -> Assistant:
    """The real assistant with a desk that can send mail."""
    engine = open_engine(f"sqlite:///{tmp_path}/tickets.sqlite3")
    store = SqlTicketStore(engine, channels=frozenset({Channel.SHOPPER}))
    assert isinstance(filing.desk, TicketDesk)
    return replace(assistant, desk=replace(filing.desk, store=store))


def awaiting_code(mailing: Assistant, store: SqlTicketStore) -> tuple[Conversation, str, str]:
    """A conversation whose request waits for a code, its reference, and the code."""
    reply, conversation = talk(mailing, [WISH, "yes"])
    ticket = ticket_of(reply)
    assert ticket.status is TicketStatus.AWAITING_VERIFICATION
    assert "six digits that I send to ana@example.com" in ticket.text
    code = store.make_code(ticket.reference, at=NOW)
    assert code is not None
    return conversation, ticket.reference, code


@pytest.mark.parametrize("said", ["{}", "it's {}", "The code is {}.", "Code: {}"])
def test_the_code_typed_into_the_chat_confirms_the_request(
    mailing: Assistant, store: SqlTicketStore, said: str
) -> None:
    conversation, reference, code = awaiting_code(mailing, store)
    reply, conversation = talk(mailing, [said.format(f"{code[:3]} {code[3:]}")], conversation)
    assert "confirmed" in reply.text
    assert ticket_of(reply).status is TicketStatus.CONFIRMED
    assert store.find(reference).status is TicketStatus.CONFIRMED
    again, _ = talk(mailing, ["Do you sell my data?"], conversation)
    assert again.text != reply.text


@pytest.mark.parametrize("said", ["{} {}", "{}: the code is {}", "My request is {}, code {}"])
def test_the_code_is_taken_in_another_conversation_with_its_reference(
    mailing: Assistant, store: SqlTicketStore, said: str
) -> None:
    _, reference, code = awaiting_code(mailing, store)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    refused, _ = talk(mailing, [said.format(reference, wrong)])
    assert refused.text == wording.UNPROVEN[Proof.WRONG]()
    reply, _ = talk(mailing, [said.format(reference.lower(), code)])
    assert reply.text == wording.proven(reference)
    assert store.find(reference).status is TicketStatus.CONFIRMED


def test_a_wrong_code_is_said_to_be_and_another_may_be_had(
    mailing: Assistant, store: SqlTicketStore
) -> None:
    conversation, reference, code = awaiting_code(mailing, store)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _ in range(5):
        reply, conversation = talk(mailing, [wrong], conversation)
    assert "void" in reply.text
    for said in ("I didn't get a code", "new code please"):
        reply, conversation = talk(mailing, [said], conversation)
        assert "on its way" in reply.text
    reply, _ = talk(mailing, ["send it again"], conversation)
    assert "A person will check" in reply.text
    assert store.find(reference).status is TicketStatus.AWAITING_VERIFICATION


def test_the_second_request_is_not_asked_for_again_once_it_is_filed(
    mailing: Assistant, store: SqlTicketStore
) -> None:
    wish = "delete my data and stop selling it, ana@example.com"
    first, conversation = talk(mailing, [wish, "yes"])
    _, conversation = talk(mailing, ["yes"], conversation)
    code = store.make_code(ticket_of(first).reference, at=NOW)
    assert code is not None
    proven, _ = talk(mailing, [code], conversation)
    assert "You also asked" not in proven.text
    assert ticket_of(proven).then is None


def test_digits_are_no_code_where_none_is_waited_for(
    filing: Assistant, mailing: Assistant, store: SqlTicketStore
) -> None:
    reply, _ = talk(filing, ["123456"])
    assert "code" not in reply.text
    conversation, *_ = awaiting_code(mailing, store)
    question, _ = talk(mailing, ["How long do you take to answer a request?"], conversation)
    assert question.text
    assert "code" not in question.text


@pytest.mark.parametrize(
    ("said", "rights"),
    [
        ("my name is Ana Cruz, ana@example.com", ["delete"]),
        ("No, wrong e-mail, it's ana@example.com", ["delete"]),
        ("actually, just take me off the mailing list, ana@example.com", ["unsubscribe_email"]),
        ("also take me off the mailing list, ana@example.com", ["unsubscribe_email", "delete"]),
    ],
)
def test_what_is_said_of_an_open_request_leaves_it_changes_it_or_comes_before_it(
    filing: Assistant, store: SqlTicketStore, said: str, rights: list[str]
) -> None:
    reply, conversation = talk(filing, ["Please delete my data", said, "yes"])
    if ticket_of(reply).then:
        talk(filing, ["yes"], conversation)
    filed = sorted((one.received_at, one.request.right) for one in store.listed())
    assert sorted(right for _, right in filed) == sorted(rights)


def test_what_was_called_off_is_not_filed(filing: Assistant, store: SqlTicketStore) -> None:
    reply, _ = talk(filing, [WISH, "cancel", "yes"])
    assert not isinstance(reply, RightsTicket)
    assert store.listed() == []


@pytest.mark.parametrize(
    ("wish", "flag", "words"),
    [
        ("Delete my data. I'm in Texas, bo@example.com", Flag.OUTSIDE_CALIFORNIA, "residents"),
        (
            "I represent Julian Frost as his authorized agent. Please delete his data, "
            "jf@example.com",
            Flag.ON_BEHALF,
            "no customer data",
        ),
    ],
)
def test_what_a_person_must_look_at_first_is_flagged_and_said(
    filing: Assistant, store: SqlTicketStore, wish: str, flag: Flag, words: str
) -> None:
    told, conversation = talk(filing, [wish])
    assert words in told.text
    reply, _ = talk(filing, ["yes"], conversation)
    assert flag in store.find(ticket_of(reply).reference).flags


def test_where_it_stands_is_told_to_who_knows_reference_and_address(
    filing: Assistant, store: SqlTicketStore
) -> None:
    reference = ticket_of(talk(filing, [WISH, "yes"])[0]).reference
    store.move(reference, TicketStatus.IN_PROGRESS, by="bo", why="begun", at=NOW)
    asked = f"what's the status of {reference}?"
    no_address, _ = talk(filing, [asked])
    assert "e-mail address" in no_address.text
    right, _ = talk(filing, [f"{asked} my mail is ana@example.com"])
    assert right.text == "That request is in progress."
    wrong_address, _ = talk(filing, [f"{asked} my mail is eve@example.com"])
    other = "0000-0000-0000-0000-0"
    wrong_reference, _ = talk(filing, [f"what's the status of {other}? ana@example.com"])
    assert wrong_address == wrong_reference
    assert isinstance(wrong_address, SmallTalk)


def test_a_ticket_is_told_as_json(filing: Assistant) -> None:
    reply = ticket_of(talk(filing, [WISH, "yes"])[0])
    told = json.loads(json.dumps(reply_as_json(reply, filing.policy, elapsed_ms=1)))
    assert told["kind"] == "rights_ticket"
    assert told["ticket"]["ticket_id"] == reply.reference
    assert told["ticket"]["clocks"][0]["what"] == "confirm receipt"
    assert told["request"]["requester"]["email"] == "ana@example.com"


@dataclass
class Failing:
    """A desk whose database is away until it is back."""

    away: bool = True
    filed: list[RightsRequest] = field(default_factory=list)

    def file(self, request: RightsRequest, *, conversation_id: str, turn: int) -> Filed:
        assert (conversation_id, turn) >= ("", 1)
        if self.away:
            raise StoreUnavailable("OperationalError")
        self.filed.append(request)
        return Filed(reference="R", status=TicketStatus.RECEIVED, clocks=(), is_new=True)

    def status_for(self, reference: str, email: str) -> TicketStatus | None:
        assert reference
        assert email
        raise StoreUnavailable("OperationalError")


def test_what_could_not_be_stored_is_never_said_to_be_filed(assistant: Assistant) -> None:
    desk = Failing()
    filing = replace(assistant, desk=desk)
    reply, conversation = talk(filing, [WISH, "yes"])
    assert isinstance(reply, RightsIntake)
    assert "nothing was filed" in reply.text
    desk.away = False
    reply, _ = talk(filing, ["yes"], conversation)
    assert isinstance(reply, RightsTicket)
    assert [request.right for request in desk.filed] == [Right.DELETE]


def test_a_look_up_that_fails_is_a_sentence(assistant: Assistant) -> None:
    filing = replace(assistant, desk=Failing())
    reply, _ = talk(filing, ["status of 0000-0000-0000-0000-0, ana@example.com"])
    assert "try again" in reply.text
