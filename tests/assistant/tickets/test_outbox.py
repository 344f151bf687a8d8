"""What waits to be sent, on the databases that the store claims."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from assistant.tickets.engine import open_engine
from assistant.tickets.filing import Filing
from assistant.tickets.outbox import Channel, Event, MessageState
from assistant.tickets.request import Requester, RightsRequest
from assistant.tickets.sql_outbox import SqlOutbox
from assistant.tickets.sql_store import SqlTicketStore
from assistant.tickets.store import StoreUnavailable
from assistant.tickets.ticket import TicketStatus
from corpus import Right
from tests.assistant.tickets.conftest import NOW

ANA = Requester(email="ana@example.com")
OPT_OUT = RightsRequest(right=Right.OPT_OUT, requester=ANA)
DELETE = RightsRequest(right=Right.DELETE, requester=ANA)
Make = Callable[..., Filing]


@pytest.fixture
def store(database_url: str) -> SqlTicketStore:
    return SqlTicketStore(open_engine(database_url), channels=frozenset(Channel))


@pytest.fixture
def outbox(database_url: str) -> SqlOutbox:
    return SqlOutbox(open_engine(database_url))


def told(outbox: SqlOutbox) -> list[tuple[str, str]]:
    return sorted((one.channel, one.event) for one in outbox.undelivered())


def test_what_is_filed_is_told_to_all_whom_it_concerns(
    store: SqlTicketStore, outbox: SqlOutbox, filing: Make
) -> None:
    store.file(filing(DELETE))
    assert told(outbox) == [
        ("shopper", "ticket.code"), ("shopper", "ticket.filed"),
        ("team", "ticket.filed"), ("webhook", "ticket.filed"),
    ]  # fmt: skip


def test_the_same_filing_twice_is_told_once_and_a_joined_one_to_who_asked(
    store: SqlTicketStore, outbox: SqlOutbox, filing: Make
) -> None:
    store.file(filing(OPT_OUT))
    store.file(filing(OPT_OUT))
    assert len(told(outbox)) == 3
    store.file(filing(replace(OPT_OUT, details="again"), turn=1))
    assert told(outbox)[-1] == ("webhook", "ticket.filed")
    assert ("webhook", "ticket.changed") in told(outbox)
    assert [one.channel for one in outbox.undelivered()].count(Channel.TEAM) == 1


def test_without_channels_nothing_waits(database_url: str, outbox: SqlOutbox, filing: Make) -> None:
    SqlTicketStore(open_engine(database_url)).file(filing(DELETE))
    assert outbox.undelivered() == []


def test_a_change_is_told_to_systems_and_an_extension_to_the_shopper(
    store: SqlTicketStore, outbox: SqlOutbox, filing: Make
) -> None:
    reference = store.file(filing(DELETE)).reference
    store.move(reference, TicketStatus.CONFIRMED, by="bo", why="on the phone", at=NOW)
    changed = [one.channel for one in outbox.undelivered() if one.event is Event.CHANGED]
    assert changed == ["webhook"]
    store.move(reference, TicketStatus.EXTENDED, by="bo", why="many systems", at=NOW)
    latest = {one.channel for one in outbox.undelivered() if one.event is Event.CHANGED}
    assert latest == {"webhook", "shopper"}


def test_nothing_is_told_of_what_was_not_stored(
    store: SqlTicketStore, outbox: SqlOutbox, filing: Make, database_url: str
) -> None:
    with open_engine(database_url).begin() as connection:
        connection.execute(text("ALTER TABLE messages RENAME TO elsewhere"))
    with pytest.raises(StoreUnavailable, match="nothing was filed"):
        store.file(filing(DELETE))
    with open_engine(database_url).begin() as connection:
        connection.execute(text("ALTER TABLE elsewhere RENAME TO messages"))
    assert (store.listed(), outbox.undelivered()) == ([], [])
    assert store.file(filing(DELETE)).is_new


def test_what_is_claimed_is_nobody_elses_for_a_minute(
    store: SqlTicketStore, outbox: SqlOutbox, filing: Make
) -> None:
    store.file(filing(replace(OPT_OUT, requester=Requester(phone="212-555-0148"))))
    first, second = outbox.claim(at=NOW), outbox.claim(at=NOW)
    assert first
    assert second
    assert first.message_id != second.message_id
    assert outbox.claim(at=NOW) is None
    assert outbox.claim(at=NOW + timedelta(seconds=59)) is None
    again = outbox.claim(at=NOW + timedelta(seconds=61))
    assert again is not None
    assert again.attempts == 2


def test_what_several_claim_at_once_goes_to_one(
    store: SqlTicketStore, database_url: str, filing: Make
) -> None:
    for turn in range(20):
        requester = Requester(phone=f"212-555-01{turn:02}")
        store.file(filing(replace(OPT_OUT, requester=requester), turn=turn))

    def claim_all(_: int) -> list[str]:
        outbox, claimed = SqlOutbox(open_engine(database_url)), []
        while (message := outbox.claim(at=NOW)) is not None:
            claimed.append(message.message_id)
        return claimed

    with ThreadPoolExecutor(4) as pool:
        lists = list(pool.map(claim_all, range(4)))
    claimed = [one for some in lists for one in some]
    assert len(claimed) == len(set(claimed)) == 40


def test_delivered_failed_dead_and_revived(
    store: SqlTicketStore, outbox: SqlOutbox, filing: Make
) -> None:
    store.file(filing(OPT_OUT))
    first, second, third = (outbox.claim(at=NOW) for _ in range(3))
    assert first
    assert second
    assert third
    outbox.delivered(first.message_id)
    outbox.failed(second.message_id, "HTTP 500", again_at=NOW + timedelta(hours=1))
    outbox.failed(third.message_id, "HTTP 410", again_at=None)
    left = {one.message_id: one for one in outbox.undelivered()}
    assert {(one.state, one.error) for one in left.values()} == {
        (MessageState.WAITING, "HTTP 500"), (MessageState.DEAD, "HTTP 410"),
    }  # fmt: skip
    assert outbox.claim(at=NOW + timedelta(minutes=59)) is None
    assert outbox.revive(at=NOW) == 1
    revived = outbox.claim(at=NOW)
    assert revived is not None
    assert (revived.message_id, revived.attempts) == (third.message_id, 1)
