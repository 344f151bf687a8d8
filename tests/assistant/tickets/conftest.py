import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from assistant.tickets.engine import open_engine
from assistant.tickets.filing import Filing, FilingDesk
from assistant.tickets.request import RightsRequest
from assistant.tickets.sql_store import SqlTicketStore
from corpus import Policy, Shelf
from tests.assistant.tickets.postgresql import programs, running

ZONE = ZoneInfo("America/Los_Angeles")
NOW = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)  # a Monday


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    folder = programs()
    if folder is None:
        assert os.environ.get("CI") != "true", "CI needs PostgreSQL's server programs"
        pytest.skip("there are no server programs of PostgreSQL here")
    with running(folder) as url:
        yield url


@pytest.fixture
def postgresql_url(postgresql_server: str) -> str:
    """The server, with nothing in its database."""
    with open_engine(postgresql_server).begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    return postgresql_server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/tickets.sqlite3"
    return str(request.getfixturevalue("postgresql_url"))


@pytest.fixture
def store(database_url: str) -> SqlTicketStore:
    return SqlTicketStore(open_engine(database_url))


@pytest.fixture
def filing(policy: Policy) -> Callable[..., Filing]:
    """A filing of a request, in conversation number ``turn``, at ``at``."""
    rights = Shelf().rights(policy)

    def make(request: RightsRequest, *, turn: int = 0, at: datetime = NOW) -> Filing:
        desk = FilingDesk(policy=policy, rights=rights, zone=ZONE, now=lambda: at)
        return desk.filing(request, conversation_id=f"conversation {turn}", source=f"{turn}")

    return make
