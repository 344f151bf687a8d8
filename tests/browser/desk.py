"""A desk with an admin and a ticket, served to a browser that is signed in."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from assistant.desk.account import Role
from assistant.desk.room import DeskRoom, open_room
from assistant.reason import Reason
from assistant.tickets.desk import TicketDesk
from assistant.tickets.engine import open_engine
from assistant.tickets.filing import FilingDesk
from assistant.tickets.handover import Handover, Said
from assistant.tickets.request import Requester, RightsRequest
from assistant.tickets.sql_store import SqlTicketStore
from assistant.web.application import build_app
from assistant.web.listener import address, claim
from corpus import Right, Shelf
from settings import Settings
from tests.fakes import FakeAssistant

PASSWORD = "correct horse battery"  # noqa: S105 -- of nobody


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> DeskRoom:
    file = tmp_path_factory.mktemp("desk") / "tickets.sqlite3"
    settings = Settings(database_url=f"sqlite:///{file}")
    assistant = FakeAssistant()
    filings = FilingDesk(
        policy=assistant.policy, rights=Shelf().rights(assistant.policy), zone=ZoneInfo("UTC"),
        now=lambda: datetime.now(UTC),
    )  # fmt: skip
    store = SqlTicketStore(open_engine(settings.database_url or ""))
    room = open_room(settings, assistant, TicketDesk(filings=filings, store=store))
    room.accounts.accept(room.accounts.invite("bo", Role.ADMIN), PASSWORD)
    return room


@pytest.fixture(scope="module")
def desk(room: DeskRoom) -> Iterator[str]:
    with claim("127.0.0.1", 0) as listener:
        app = build_app(room.responder, Settings(questions_per_minute=1000), room=room)
        server = uvicorn.Server(uvicorn.Config(app, log_config=None))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"{address(listener, '127.0.0.1')}/desk"
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture
def ticket_id(room: DeskRoom) -> str:
    filings = FilingDesk(
        policy=room.responder.policy, rights=Shelf().rights(room.responder.policy), zone=room.zone,
        now=room.now,
    )  # fmt: skip
    requester = Requester(name="Ana Cruz", email=f"ana{len(room.store.listed())}@example.com")
    request = RightsRequest(right=Right.DELETE, requester=requester, details="Delete it all.")
    made = filings.filing(request, conversation_id=str(time.monotonic()), source="chat/1")
    return room.store.file(made).reference


@pytest.fixture
def handoff_id(room: DeskRoom) -> str:
    filings = FilingDesk(
        policy=room.responder.policy, rights=Shelf().rights(room.responder.policy), zone=room.zone,
        now=room.now,
    )  # fmt: skip
    story = Handover(
        reason=Reason.ASKED_FOR_HUMAN, summary="a person please",
        transcript=(Said(by="shopper", text="a person please"),), language="en",
    )  # fmt: skip
    made = filings.handing_over(
        story, Requester(), conversation_id=str(time.monotonic()), turn=0
    )  # fmt: skip
    return room.store.file(made).reference


@pytest.fixture
def page(browser: Browser, desk: str, tmp_path: Path) -> Iterator[Page]:
    """Signed in by keyboard."""
    assert tmp_path
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(desk)
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type("bo")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()
    yield page
    context.close()
