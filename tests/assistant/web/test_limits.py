import asyncio
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from assistant.web.join_limit import JoinLimit
from assistant.web.stream_limit import StreamLimit
from tests.assistant.web.conftest import Open
from tests.assistant.web.joins import JOIN, join


def test_a_body_over_the_limit_is_refused(client: TestClient) -> None:
    assert client.post(JOIN, content=b"x" * 65537).status_code == 413


def test_a_body_that_names_no_length_is_counted_as_it_comes(client: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * 1000

    assert client.post(JOIN, content=pieces()).status_code == 413


def test_a_client_that_asks_too_fast_is_told_to_wait(open_client: Open) -> None:
    client = open_client(questions_per_minute=3)
    assert [join(client, ["hello"]).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = join(client, ["hello"])
    assert "wait" in refused.json()["detail"]
    assert refused.headers["retry-after"] == "60"


def test_time_gives_questions_back(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("assistant.web.join_limit.monotonic", lambda: now)
    limit = JoinLimit(_nothing, path="/", per_minute=2)
    assert [limit._take("a") for _ in range(3)] == [True, True, False]
    assert limit._take("b")
    now += 31
    assert [limit._take("a") for _ in range(2)] == [True, False]


def test_a_client_may_hold_only_so_many_streams() -> None:
    assert asyncio.run(_statuses_of_open_streams(most=2, opened=4)) == [200, 200, 429, 429]


async def _statuses_of_open_streams(*, most: int, opened: int) -> list[int]:
    finish = asyncio.Event()
    statuses: list[int] = []

    async def stream(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await finish.wait()

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    limit = StreamLimit(stream, prefix="/x/", most=most)
    scope = {"type": "http", "path": "/x/data", "client": ("10.0.0.1", 1), "headers": []}
    async with asyncio.TaskGroup() as group:
        for _ in range(opened):
            group.create_task(limit(scope, _receive, send))
        await asyncio.sleep(0.05)
        finish.set()
    assert limit._open == {}
    return statuses


async def _nothing(scope: Scope, receive: Receive, send: Send) -> None:
    pass


async def _receive() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}
