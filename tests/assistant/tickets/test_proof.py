"""One-time codes, on the databases that the store claims."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.tickets.code import LIFETIME, MOST_CODES, MOST_TRIES, digest, matches, new_code
from assistant.tickets.engine import open_engine
from assistant.tickets.filing import Filing
from assistant.tickets.outbox import Channel, Event
from assistant.tickets.reference import new_reference
from assistant.tickets.request import OnBehalfOf, Requester, RightsRequest
from assistant.tickets.sql_outbox import SqlOutbox
from assistant.tickets.sql_store import SqlTicketStore
from assistant.tickets.store import Proof
from assistant.tickets.tables import FILINGS
from assistant.tickets.ticket import TicketStatus
from corpus import Right
from tests.assistant.tickets.conftest import NOW

ANA = Requester(name="Ana Cruz", email="ana@example.com")
DELETE = RightsRequest(right=Right.DELETE, requester=ANA)
LATER = NOW + timedelta(minutes=1)
Make = Callable[..., Filing]


@pytest.fixture
def store(database_url: str) -> SqlTicketStore:
    return SqlTicketStore(open_engine(database_url), channels=frozenset({Channel.SHOPPER}))


def test_a_code_is_six_digits_and_only_its_own_digest_knows_it() -> None:
    codes = {new_code() for _ in range(200)}
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert len(codes) > 190
    kept = digest("012345")
    assert "012345" not in kept
    assert matches("012345", kept)
    assert not matches("012346", kept)
    assert digest("012345") != kept


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (DELETE, "awaiting_verification"),
        (replace(DELETE, right=Right.ACCESS), "awaiting_verification"),
        (replace(DELETE, right=Right.OPT_OUT), "received"),
        (replace(DELETE, right=Right.UNSUBSCRIBE_EMAIL), "received"),
        (replace(DELETE, right=Right.LIMIT), "received"),
        (replace(DELETE, on_behalf_of=OnBehalfOf.AGENT), "received"),
        (replace(DELETE, requester=Requester(phone="212-555-0148")), "received"),
    ],
)
def test_proof_is_asked_for_only_where_the_right_needs_it_and_a_code_can_be_sent(
    store: SqlTicketStore, filing: Make, request_: RightsRequest, status: str
) -> None:
    filed = store.file(filing(request_))
    assert filed.status == store.find(filed.reference).status == status
    assert store.file(filing(request_)).status == status


def test_without_mail_no_proof_is_waited_for(database_url: str, filing: Make) -> None:
    store = SqlTicketStore(open_engine(database_url))
    assert store.file(filing(DELETE)).status is TicketStatus.RECEIVED


def test_the_right_code_confirms_the_ticket_once(store: SqlTicketStore, filing: Make) -> None:
    reference = store.file(filing(DELETE)).reference
    code = store.make_code(reference, at=NOW)
    assert code is not None
    assert store.prove(reference.lower(), code, at=LATER) is Proof.GIVEN
    ticket = store.find(reference)
    assert [one.after for one in ticket.history] == [
        "received", "awaiting_verification", "confirmed",
    ]  # fmt: skip
    assert store.prove(reference, code, at=LATER) is Proof.WRONG
    assert store.make_code(reference, at=LATER) is None
    assert store.first_broken() is None


def test_a_wrong_code_counts_and_the_last_one_makes_it_void(
    store: SqlTicketStore, filing: Make
) -> None:
    reference = store.file(filing(DELETE)).reference
    code = store.make_code(reference, at=NOW)
    assert code is not None
    wrong = f"{(int(code) + 1) % 10**6:06}"
    said = [store.prove(reference, wrong, at=LATER) for _ in range(MOST_TRIES)]
    assert said == [Proof.WRONG] * (MOST_TRIES - 1) + [Proof.SPENT]
    assert store.prove(reference, code, at=LATER) is Proof.SPENT
    assert store.find(reference).status is TicketStatus.AWAITING_VERIFICATION
    again = store.make_code(reference, at=LATER)
    assert again is not None
    assert store.prove(reference, again, at=LATER) is Proof.GIVEN


def test_a_code_is_good_for_a_while_and_only_the_newest_is(
    store: SqlTicketStore, filing: Make
) -> None:
    reference = store.file(filing(DELETE)).reference
    first = store.make_code(reference, at=NOW)
    newest = store.make_code(reference, at=NOW)
    assert first
    assert newest
    if first != newest:
        assert store.prove(reference, first, at=LATER) is Proof.WRONG
    late = NOW + LIFETIME + timedelta(seconds=1)
    assert store.prove(reference, newest, at=late) is Proof.LATE


def test_who_guesses_learns_nothing(store: SqlTicketStore, filing: Make) -> None:
    store.file(filing(DELETE))
    unasked = store.file(filing(replace(DELETE, right=Right.OPT_OUT), turn=1)).reference
    for reference in (new_reference(), unasked, "", "'; DROP TABLE filings; --"):
        assert store.prove(reference, "123456", at=NOW) is Proof.WRONG
        assert not store.another_code(reference, at=NOW)
        assert store.make_code(reference, at=NOW) is None


def test_so_many_codes_are_sent_and_no_more(
    store: SqlTicketStore, filing: Make, database_url: str
) -> None:
    reference = store.file(filing(DELETE)).reference
    sent = [store.another_code(reference, at=LATER) for _ in range(4)]
    assert sent == [True] * (MOST_CODES - 1) + [False] * (5 - MOST_CODES)
    waiting = SqlOutbox(open_engine(database_url)).undelivered()
    assert [one.event for one in waiting].count(Event.CODE) == MOST_CODES


def test_who_fills_anothers_mailbox_is_stopped(
    store: SqlTicketStore, filing: Make, database_url: str
) -> None:
    statuses = []
    for turn in range(12):
        wish = replace(DELETE, details=f"wish {turn}")
        statuses.append(store.file(filing(wish, turn=turn)).status)
    assert len(SqlOutbox(open_engine(database_url)).undelivered()) == 10
    assert statuses[0] == "awaiting_verification"
    # What can't be proven by a code any more is left to a person.
    assert statuses[-1] == "received"
    assert store.file(
        filing(replace(DELETE, details="tomorrow"), turn=99, at=NOW + timedelta(days=2))
    ).status is TicketStatus.AWAITING_VERIFICATION  # fmt: skip


def test_who_joins_learns_where_it_stands_once_the_address_is_proven(
    store: SqlTicketStore, filing: Make
) -> None:
    first = store.file(filing(DELETE)).reference
    store.move(first, TicketStatus.CONFIRMED, by="bo", why="on the phone", at=NOW)
    joined = store.file(filing(replace(DELETE, details="again"), turn=1)).reference
    awaiting = TicketStatus.AWAITING_VERIFICATION
    assert store.status_for(joined, "ana@example.com") is awaiting
    code = store.make_code(joined, at=NOW)
    assert code is not None
    assert store.prove(joined, code, at=LATER) is Proof.GIVEN
    assert store.status_for(joined, "ana@example.com") is TicketStatus.CONFIRMED
    assert [one.after for one in store.find(first).history][-1] == "confirmed"


def test_a_code_is_erased_with_who_asked(
    store: SqlTicketStore, filing: Make, database_url: str
) -> None:
    reference = store.file(filing(DELETE)).reference
    assert store.make_code(reference, at=NOW)
    store.move(reference, TicketStatus.WITHDRAWN, by="bo", why="asked", at=NOW)
    assert store.make_code(reference, at=NOW) is None
    store.erase_expired(before=LATER)
    with open_engine(database_url).begin() as connection:
        kept = connection.execute(FILINGS.select()).mappings().one()
    assert (kept["code_digest"], kept["email_sha256"]) == (None, None)
