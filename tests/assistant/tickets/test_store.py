"""What every store of tickets does, on the databases that it claims."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from assistant.places import Jurisdiction, PlaceKind
from assistant.tickets.engine import open_engine
from assistant.tickets.filing import Filing
from assistant.tickets.migrations.schema import migrate
from assistant.tickets.reference import new_reference
from assistant.tickets.request import OnBehalfOf, Requester, RightsRequest
from assistant.tickets.sql_store import SqlTicketStore
from assistant.tickets.status import ImpossibleMove
from assistant.tickets.store import OtherBody, StoreUnavailable, UnknownTicket
from assistant.tickets.ticket import Flag, TicketStatus
from corpus import Right
from tests.assistant.tickets.conftest import NOW

OREGON = Jurisdiction(name="Oregon", code="US-OR", kind=PlaceKind.US_STATE)
ANA = Requester(name="Ana Cruz", email="ana@example.com", jurisdiction=OREGON)
DELETE = RightsRequest(
    right=Right.DELETE, requester=ANA, order="48213", details="Delete “it”. \x00 \ud800"
)
ACCESS = replace(DELETE, right=Right.ACCESS)
Make = Callable[..., Filing]


def test_what_was_filed_is_found_as_it_was(store: SqlTicketStore, filing: Make) -> None:
    made = filing(DELETE)
    filed = store.file(made)
    ticket = store.find(filed.reference)
    assert (filed.is_new, filed.status) == (True, TicketStatus.RECEIVED)
    assert ticket.request == DELETE
    assert (ticket.clocks, ticket.received_at) == (made.clocks, NOW)
    assert ticket.flags == {Flag.OUTSIDE_CALIFORNIA}
    assert (ticket.policy_sha256, ticket.clause_ids) == (made.policy_sha256, made.clause_ids)
    (received,) = ticket.history
    assert (received.before, received.after, received.by) == (None, "received", "shopper")


def test_it_is_there_for_who_opens_the_store_anew(
    store: SqlTicketStore, filing: Make, database_url: str
) -> None:
    filed = store.file(filing(DELETE))
    assert SqlTicketStore(open_engine(database_url)).find(filed.reference).request == DELETE


def test_the_same_filing_twice_makes_one_ticket(store: SqlTicketStore, filing: Make) -> None:
    first, again = store.file(filing(DELETE)), store.file(filing(DELETE))
    assert (first.is_new, again.is_new) == (True, False)
    assert first.reference == again.reference
    assert len(store.listed()) == 1


def test_another_request_under_the_same_key_is_refused(store: SqlTicketStore, filing: Make) -> None:
    made = filing(DELETE)
    store.file(made)
    with pytest.raises(OtherBody):
        store.file(replace(made, request=replace(DELETE, order="1")))
    assert [ticket.request.order for ticket in store.listed()] == ["48213"]


def test_the_same_person_asking_again_joins_the_open_ticket(
    store: SqlTicketStore, filing: Make
) -> None:
    first = store.file(filing(DELETE))
    again = store.file(filing(replace(DELETE, details="please!"), turn=1))
    assert (again.is_new, len(store.listed())) == (False, 1)
    assert again.reference != first.reference
    assert store.find(again.reference).ticket_id == first.reference
    assert [one.why for one in store.find(first.reference).history] == ["filed", "asked for again"]


def test_who_joins_learns_only_of_their_own_filing(store: SqlTicketStore, filing: Make) -> None:
    first = store.file(filing(DELETE))
    store.move(first.reference, TicketStatus.IN_PROGRESS, by="bo", why="begun", at=NOW)
    later = filing(replace(DELETE, details="again"), turn=1, at=NOW + timedelta(days=3))
    joined = store.file(later)
    assert (joined.status, joined.clocks) == (TicketStatus.RECEIVED, later.clocks)


@pytest.mark.parametrize(
    "other",
    [
        replace(DELETE, right=Right.CORRECT),
        replace(DELETE, requester=replace(ANA, email="bo@example.com")),
        replace(DELETE, requester=replace(ANA, name="Bo Cruz")),
        replace(DELETE, on_behalf_of=OnBehalfOf.AGENT),
        replace(DELETE, requester=Requester(name="Ana Cruz")),
    ],
)
def test_what_is_not_surely_the_same_is_another_ticket(
    store: SqlTicketStore, filing: Make, other: RightsRequest
) -> None:
    store.file(filing(DELETE))
    assert store.file(filing(other, turn=1)).is_new
    assert len(store.listed()) == 2


def test_a_closed_ticket_is_not_joined(store: SqlTicketStore, filing: Make) -> None:
    first = store.file(filing(DELETE))
    store.move(first.reference, TicketStatus.FULFILLED, by="bo", why="done", at=NOW)
    assert store.file(filing(DELETE, turn=1)).is_new


def test_the_third_access_within_a_year_is_filed_and_flagged(
    store: SqlTicketStore, filing: Make
) -> None:
    flags = []
    for turn in range(4):
        at = NOW + timedelta(days=150 * turn)
        filed = store.file(filing(ACCESS, turn=turn, at=at))
        flags.append(Flag.THIRD_IN_A_YEAR in store.find(filed.reference).flags)
        store.move(filed.reference, TicketStatus.FULFILLED, by="bo", why="sent", at=at)
    # The fourth is asked for 450 days after the first, and still the third within a year.
    assert flags == [False, False, True, True]


def test_every_move_is_kept_and_an_impossible_one_changes_nothing(
    store: SqlTicketStore, filing: Make
) -> None:
    filed = store.file(filing(DELETE))
    moved = store.move(filed.reference, TicketStatus.DENIED, by="bo", why="no match", at=NOW)
    assert [(one.before, one.after, one.by, one.why) for one in moved.history[1:]] == [
        ("received", "denied", "bo", "no match")
    ]
    with pytest.raises(ImpossibleMove, match="closed: file a new request"):
        store.move(filed.reference, TicketStatus.FULFILLED, by="bo", why="oops", at=NOW)
    assert store.find(filed.reference) == moved
    assert store.first_broken() is None


def test_a_reference_that_nobody_has_is_a_sentence(store: SqlTicketStore) -> None:
    for unknown in (new_reference(), "x", "", "'; DROP TABLE tickets; --"):
        with pytest.raises(UnknownTicket, match="tickets list"):
            store.find(unknown)


def test_status_is_for_who_knows_the_reference_and_the_address(
    store: SqlTicketStore, filing: Make
) -> None:
    reference = store.file(filing(DELETE)).reference
    assert store.status_for(reference.lower(), " ANA@example.com") is TicketStatus.RECEIVED
    assert store.status_for(reference, "bo@example.com") is None
    assert store.status_for(new_reference(), "ana@example.com") is None
    assert store.status_for("", "") is None


def test_without_an_address_nobody_learns_the_status(store: SqlTicketStore, filing: Make) -> None:
    request = RightsRequest(right=Right.STOP_SMS, requester=Requester(phone="212-555-0148"))
    reference = store.file(filing(request)).reference
    assert store.status_for(reference, "") is None


def test_what_is_due_first_comes_first(store: SqlTicketStore, filing: Make) -> None:
    rights = (Right.OTHER, Right.DELETE, Right.OPT_OUT)
    for turn, right in enumerate(rights):
        store.file(filing(replace(DELETE, right=right), turn=turn))
    assert [one.request.right for one in store.listed()] == ["delete", "opt_out", "other"]


def test_only_open_ones_where_they_are_asked_for(store: SqlTicketStore, filing: Make) -> None:
    done = store.file(filing(DELETE)).reference
    store.file(filing(ACCESS, turn=1))
    store.move(done, TicketStatus.FULFILLED, by="bo", why="done", at=NOW)
    assert [one.request.right for one in store.listed(open_only=True)] == ["access"]


def test_who_asked_is_erased_in_time_and_the_record_stays(
    store: SqlTicketStore, filing: Make
) -> None:
    closed = store.file(filing(DELETE)).reference
    still_open = store.file(filing(ACCESS, turn=1)).reference
    store.move(closed, TicketStatus.FULFILLED, by="bo", why="done", at=NOW)
    assert store.erase_expired(before=NOW) == 0
    assert store.erase_expired(before=NOW + timedelta(seconds=1)) == 1
    assert store.erase_expired(before=NOW + timedelta(seconds=1)) == 0
    ticket = store.find(closed)
    assert ticket.request == RightsRequest(right=Right.DELETE)
    assert (ticket.status, ticket.received_at, len(ticket.history)) == ("fulfilled", NOW, 2)
    assert store.status_for(closed, "ana@example.com") is None
    assert store.find(still_open).request == ACCESS
    assert store.first_broken() is None


@pytest.mark.parametrize(
    ("tampering", "broken"),
    [
        ("UPDATE changes SET why = 'nothing' WHERE sequence = 2", 2),
        ("DELETE FROM changes WHERE sequence = 2", 2),
        ("DELETE FROM changes WHERE sequence = 3", 3),
        ("UPDATE changes SET \"at\" = '2020-01-01T00:00:00.000000+00:00' WHERE sequence = 1", 1),
    ],
)
def test_tampering_shows(
    store: SqlTicketStore, filing: Make, database_url: str, tampering: str, broken: int
) -> None:
    for turn, right in enumerate((Right.DELETE, Right.ACCESS, Right.CORRECT)):
        store.file(filing(replace(DELETE, right=right), turn=turn))
    assert store.first_broken() is None
    with open_engine(database_url).begin() as connection:
        connection.execute(text(tampering))
    assert store.first_broken() == broken


def test_the_tables_go_up_down_and_up_again(store: SqlTicketStore, database_url: str) -> None:
    engine = open_engine(database_url)
    with engine.begin() as connection:
        migrate(connection, to="base")
    with pytest.raises(StoreUnavailable):
        store.listed()
    with engine.begin() as connection:
        migrate(connection)
    assert store.listed() == []
    assert store.head().sequence == 0


def test_a_database_that_cannot_be_had_is_a_sentence_without_its_contents() -> None:
    for url in ("sqlite:////nowhere/at/all.sqlite3", "postgresql://x@/x?host=/nowhere"):
        with pytest.raises(StoreUnavailable, match=r"nothing was filed.*try again"):
            SqlTicketStore(open_engine(url))
