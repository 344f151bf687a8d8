from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.web.application import build_app
from settings import Settings
from tests.fakes import FakeAssistant

Open = Callable[..., TestClient]


@pytest.fixture(scope="session")
def open_client() -> Iterator[Open]:
    """Opens the real application, with settings that differ from the defaults as given."""
    opened: list[TestClient] = []

    def open_with(**changes: object) -> TestClient:
        settings = Settings(**{"allowed_hosts": ("testserver",), **changes})  # type: ignore[arg-type]
        client = TestClient(build_app(FakeAssistant(), settings), follow_redirects=False)
        client.__enter__()
        opened.append(client)
        return client

    yield open_with
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture(scope="session")
def client(open_client: Open) -> TestClient:
    return open_client(questions_per_minute=1000)
