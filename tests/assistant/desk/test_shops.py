"""Shops that share a database see nothing of each other."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from starlette.testclient import TestClient

from assistant.api.keys import ApiKeys
from assistant.api.scope import Scope
from assistant.desk.account import NoInvitation, NoSignIn, Role, UnusableName
from assistant.desk.accounts import Accounts
from assistant.desk.room import DeskRoom, open_room
from assistant.desk.router import desk_router
from assistant.tickets.desk import TicketDesk
from assistant.tickets.engine import open_engine
from assistant.tickets.filing import FilingDesk
from assistant.tickets.outbox import Channel
from assistant.tickets.sql_outbox import SqlOutbox
from assistant.tickets.sql_store import SqlTicketStore
from assistant.tickets.store import UnknownTicket
from assistant.tickets.ticket import TicketStatus
from assistant.web.application import build_app
from corpus import PolicyRights, Shelf
from settings import Settings
from tests.assistant.desk.conftest import DELETE, PASSWORD, Browser, Clock, Make
from tests.fakes import FakeAssistant


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/tickets.sqlite3"


def store_of(url: str, policy_id: str) -> SqlTicketStore:
    return SqlTicketStore(
        open_engine(url), channels=frozenset({Channel.TEAM}), policy_id=policy_id
    )  # fmt: skip


@pytest.fixture
def other(url: str, room: DeskRoom, clock: Clock, tmp_path: Path) -> DeskRoom:
    """The desk of another shop over the same database."""
    folder = tmp_path / "policies" / "lumio"
    folder.mkdir(parents=True)
    own = Settings().policies_folder / room.responder.policy.policy_id / "policy.md"
    text = own.read_text(encoding="utf-8").replace("policy_id: crypjama", "policy_id: lumio")
    (folder / "policy.md").write_text(text, encoding="utf-8")
    settings = Settings(database_url=url, policies_folder=folder.parent)
    policy = Shelf(folder.parent).load("lumio")
    filings = FilingDesk(policy=policy, rights=PolicyRights(), zone=ZoneInfo("UTC"), now=clock)
    desk = TicketDesk(filings=filings, store=store_of(url, "lumio"))
    return open_room(settings, FakeAssistant(policy=policy), desk)


@pytest.fixture
def ours(url: str) -> SqlTicketStore:
    return store_of(url, "crypjama")


def test_a_ticket_is_there_for_its_own_shop_alone(
    ours: SqlTicketStore, url: str, filing: Make, clock: Clock
) -> None:
    theirs = store_of(url, "lumio")
    reference = ours.file(filing(DELETE)).reference
    assert [one.ticket_id for one in ours.listed()] == [reference]
    assert theirs.listed() == []
    with pytest.raises(UnknownTicket):
        theirs.find(reference)
    with pytest.raises(UnknownTicket):
        theirs.move(reference, TicketStatus.IN_PROGRESS, by="eve", why="", at=clock())
    assert theirs.status_for(reference, "ana@example.com") is None
    assert ours.status_for(reference, "ana@example.com") is TicketStatus.RECEIVED
    # The command line, which sees the whole database, sees it.
    assert len(SqlTicketStore(open_engine(url)).listed()) == 1


def test_the_same_person_has_a_ticket_at_each_shop(
    ours: SqlTicketStore, url: str, filing: Make
) -> None:
    made = filing(DELETE)
    first = ours.file(made)
    second = store_of(url, "lumio").file(
        replace(made, policy_id="lumio", key=made.key[::-1])
    )  # fmt: skip
    assert first.is_new
    assert second.is_new


def test_a_shop_delivers_its_own_messages_alone(
    ours: SqlTicketStore, url: str, filing: Make, clock: Clock
) -> None:
    ours.file(filing(DELETE))
    later = clock() + timedelta(days=365)
    assert SqlOutbox(open_engine(url), policy_id="lumio").claim(at=later) is None
    assert SqlOutbox(open_engine(url), policy_id="crypjama").claim(at=later) is not None


def test_people_of_one_shop_are_strangers_at_the_other(url: str, clock: Clock) -> None:
    ours = Accounts(open_engine(url), now=clock, policy_id="crypjama")
    theirs = Accounts(open_engine(url), now=clock, policy_id="lumio")
    token = ours.invite("ana", Role.ADMIN, address="ana@shop.example")
    with pytest.raises(NoInvitation):
        theirs.accept(token, PASSWORD)
    ours.accept(token, PASSWORD)
    with pytest.raises(NoSignIn):
        theirs.sign_in("ana", PASSWORD)
    with pytest.raises(NoSignIn):
        theirs.sign_on(issuer="i", subject="s", address="ana@shop.example")
    session = ours.sign_in("ana", PASSWORD)
    assert ours.session(session) is not None
    assert theirs.session(session) is None
    assert theirs.listed() == []
    assert not theirs.disable("ana")
    with pytest.raises(UnusableName, match="another shop"):
        theirs.invite("ana", Role.ADMIN)


def test_a_key_of_one_shop_opens_nothing_at_the_other(url: str, clock: Clock) -> None:
    ours = ApiKeys(open_engine(url), policy_id="crypjama", now=clock)
    theirs = ApiKeys(open_engine(url), policy_id="lumio", now=clock)
    key = ours.make("backend", [Scope.TICKETS_READ])
    assert ours.holder(key) is not None
    assert theirs.holder(key) is None
    assert theirs.listed() == []
    assert not theirs.remove("backend")
    assert theirs.make("backend", [Scope.METRICS]) != key


def test_no_page_shows_anything_of_the_other_shop(
    room: DeskRoom, other: DeskRoom, ours: SqlTicketStore, filing: Make
) -> None:
    """Each route of the desk, asked by an admin of the other shop for what is ours."""
    reference = ours.file(filing(DELETE)).reference
    room.work.note(reference, "our note on Ana", by="bo", at=room.now())
    room.deeds.note(by="bo", deed="exported", about="our tickets", at=room.now())
    other.accounts.accept(other.accounts.invite("eve", Role.ADMIN), PASSWORD)
    app = build_app(other.responder, Settings(questions_per_minute=10_000), room=other)
    eve = Browser(TestClient(app, base_url="https://localhost"))
    assert eve.sign_in("eve").status_code == 303
    for route in desk_router(other).routes:
        path = route.path.format(ticket_id=reference, token="none")  # type: ignore[attr-defined]
        if path == "/desk/sign-out":
            continue
        for method in route.methods:  # type: ignore[attr-defined]
            answer = eve.get(path) if method == "GET" else eve.post(
                path, status="in_progress", why="x", text="x", to="me", line="x", letter="x",
                ticket=reference,
            )  # fmt: skip
            for word in ("Cruz", "our note", "our tickets", "ana@example.com"):
                assert word not in answer.text, (method, path)
            if "{ticket_id}" in route.path:  # type: ignore[attr-defined]
                assert answer.status_code == 404, (method, path)
    ticket = ours.find(reference)
    assert ticket.status is TicketStatus.RECEIVED
    assert room.work.assigned() == {}
    assert [note.text for note in room.work.notes(reference)] == ["our note on Ana"]
    assert room.deeds.first_broken() is None
    assert {one.by for one in room.deeds.latest(100)} == {"bo"}
