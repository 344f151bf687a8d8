from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from httpx import Response
from starlette.testclient import TestClient

from assistant.desk.account import Role
from assistant.desk.room import DeskRoom, open_room
from assistant.places import Jurisdiction, PlaceKind
from assistant.tickets.desk import TicketDesk
from assistant.tickets.engine import open_engine
from assistant.tickets.filing import Filing, FilingDesk
from assistant.tickets.request import Requester, RightsRequest
from assistant.tickets.sql_store import SqlTicketStore
from assistant.web.application import build_app
from corpus import Policy, Right, Shelf
from settings import Settings
from tests.assistant.tickets.conftest import (
    database_url,
    filing,
    postgresql_server,
    postgresql_url,
)
from tests.fakes import FakeAssistant

__all__ = ["database_url", "filing", "postgresql_server", "postgresql_url"]

OREGON = Jurisdiction(name="Oregon", code="US-OR", kind=PlaceKind.US_STATE)
ANA = Requester(name="Ana <b>Cruz</b>", email="ana@example.com", jurisdiction=OREGON)
DELETE = RightsRequest(right=Right.DELETE, requester=ANA, details="<script>alert(1)</script> =1+1")
Make = Callable[..., Filing]
PASSWORD = "correct horse battery"  # noqa: S105 -- of nobody


@dataclass
class Clock:
    at: datetime = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def room(request: pytest.FixtureRequest, tmp_path: Path, policy: Policy, clock: Clock) -> DeskRoom:
    """The parameter is the channels on which what happens is told; by default none."""
    settings = Settings(database_url=f"sqlite:///{tmp_path}/tickets.sqlite3")
    filings = FilingDesk(
        policy=policy, rights=Shelf().rights(policy), zone=ZoneInfo("America/Los_Angeles"),
        now=clock,
    )  # fmt: skip
    store = SqlTicketStore(
        open_engine(settings.database_url or ""), channels=getattr(request, "param", frozenset())
    )
    return open_room(settings, FakeAssistant(), TicketDesk(filings=filings, store=store))


@dataclass
class Browser:
    """Somebody at the desk."""

    client: TestClient
    csrf: str = ""

    def get(self, path: str) -> Response:
        return self.client.get(path, follow_redirects=False)

    def post(self, path: str, **form: str) -> Response:
        return self.client.post(path, data={"csrf": self.csrf, **form}, follow_redirects=False)

    def sign_in(self, name: str, password: str = PASSWORD) -> Response:
        answer = self.post("/desk/sign-in", name=name, password=password)
        page = self.get("/desk/queue").text
        self.csrf = page.partition('name="csrf" value="')[2].partition('"')[0]
        return answer


Visitor = Callable[[Role | None], Browser]


@pytest.fixture
def visitor(room: DeskRoom) -> Visitor:
    """A browser of somebody of that role, signed in; of a stranger, where it is None."""
    settings = Settings(questions_per_minute=10_000)
    app = build_app(room.responder, settings, room=room)

    def visiting(role: Role | None) -> Browser:
        # The cookie is for https alone.
        browser = Browser(TestClient(app, base_url="https://localhost"))
        if role is not None:
            name = f"{role}-{len(room.accounts.listed())}"
            room.accounts.accept(room.accounts.invite(name, role), PASSWORD)
            assert browser.sign_in(name).status_code == 303
        return browser

    return visiting


@pytest.fixture
def ticket_id(room: DeskRoom, filing: Make) -> str:
    return room.store.file(filing(DELETE)).reference
