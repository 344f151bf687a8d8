"""The application with the API of a shop, a real store, and keys."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.api.office import Office, open_office
from assistant.api.scope import Scope
from assistant.kept import Keeper
from assistant.kept.opening import open_conversations
from assistant.tickets.opening import open_desk
from assistant.web.application import build_app
from settings import Settings
from tests.assistant.web.conftest import client, open_client
from tests.fakes import FakeAssistant

__all__ = ["client", "open_client"]

Having = Callable[..., TestClient]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        database_url=f"sqlite:///{tmp_path}/tickets.sqlite3",
        questions_per_minute=100_000,
        allowed_hosts=("localhost", "testserver"),
    )


@pytest.fixture
def office(settings: Settings) -> Iterator[Office]:
    assistant = FakeAssistant()
    desk = open_desk(settings, assistant.policy)
    conversations = open_conversations(settings, assistant.policy)
    keeper = Keeper(conversations, now=desk.filings.now)
    yield open_office(
        settings, assistant.filing_at(desk), desk, conversations=conversations, keeper=keeper
    )
    keeper.finish()


@pytest.fixture
def app(settings: Settings, office: Office) -> FastAPI:
    return build_app(office.responder, settings, office=office)


@pytest.fixture
def having(app: FastAPI, office: Office) -> Having:
    """Somebody with a key that has these scopes; without any, somebody without a key."""

    def opened(*scopes: Scope, name: str = "shop-backend") -> TestClient:
        headers = {}
        if scopes:
            headers["Authorization"] = f"Bearer {office.keys.make(name, scopes)}"
        return TestClient(
            app, base_url="http://localhost", headers=headers, raise_server_exceptions=False
        )

    return opened
