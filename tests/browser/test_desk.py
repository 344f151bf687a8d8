"""The desk in a browser: signed in, worked at by keyboard, looked at narrow."""

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
from assistant.tickets.desk import TicketDesk
from assistant.tickets.engine import open_engine
from assistant.tickets.filing import FilingDesk
from assistant.tickets.request import Requester, RightsRequest
from assistant.tickets.sql_store import SqlTicketStore
from assistant.tickets.ticket import TicketStatus
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
def page(browser: Browser, desk: str, tmp_path: Path) -> Iterator[Page]:
    """Signed in by keyboard."""
    assert tmp_path
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.set_default_timeout(8000)
    page.goto(desk)
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type("bo")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Queue")).to_be_visible()
    yield page
    context.close()


def test_a_ticket_is_taken_and_moved_by_keyboard(
    page: Page, room: DeskRoom, ticket_id: str
) -> None:
    page.reload()
    page.get_by_role("link", name=ticket_id).press("Enter")
    expect(page.get_by_role("heading", name=ticket_id)).to_be_visible()
    page.get_by_role("button", name="Take it").press("Enter")
    expect(page.get_by_role("button", name="Give it back")).to_be_visible()
    page.get_by_label("It stands at").select_option("in_progress")
    page.get_by_label("Why").fill("begun")
    page.get_by_role("button", name="Change").press("Enter")
    expect(page.get_by_text("in progress: begun")).to_be_visible()
    assert room.store.find(ticket_id).status is TicketStatus.IN_PROGRESS


def test_what_is_refused_is_said_and_what_was_typed_stays(page: Page, ticket_id: str) -> None:
    page.goto(f"{page.url.rpartition('/')[0]}/tickets/{ticket_id}")
    page.get_by_label("It stands at").select_option("denied")
    page.get_by_role("button", name="Change").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why it becomes denied")
    page.get_by_label("Note").fill("half a thought")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("half a thought")).to_be_visible()


def test_a_question_is_answered_from_the_box_that_has_the_focus(page: Page) -> None:
    page.get_by_role("link", name="Ask").click()
    expect(page.get_by_label("Question")).to_be_focused()
    page.keyboard.type("Do you sell my data?")
    page.keyboard.press("Enter")
    expect(page.locator("#to-copy")).to_contain_text("crypjama/california/sharing/5")
    expect(page.get_by_role("button", name="Copy")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("where", ["queue", "ask", "record", "deeds", "ticket"])
def test_pages_are_no_wider_than_the_screen(
    page: Page, ticket_id: str, width: int, where: str
) -> None:
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    path = f"tickets/{ticket_id}" if where == "ticket" else where
    page.goto(f"{page.url.rpartition('/')[0]}/{path}")
    page.set_viewport_size({"width": width, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []


def test_who_signs_out_is_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
