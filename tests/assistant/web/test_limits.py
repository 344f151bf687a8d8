import asyncio
from collections.abc import Iterator
from time import monotonic

import pytest
from fastapi.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from assistant.api.asking import ASK
from assistant.web.ask_limit import AskLimit
from assistant.web.stream_limit import StreamLimit
from tests.assistant.web.conftest import Open
from tests.assistant.web.joins import JOIN, config, join

AS_JSON = {"content-type": "application/json"}


class Clock:
    """Stands still, so that a slow machine gives no question back meanwhile."""

    def __init__(self) -> None:
        self.now = monotonic()


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("assistant.web.ask_limit.monotonic", lambda: clock.now)
    return clock


@pytest.mark.parametrize("path", [JOIN, ASK])
def test_a_body_over_the_limit_is_refused(client: TestClient, path: str) -> None:
    assert client.post(path, content=b"x" * 65537, headers=AS_JSON).status_code == 413


@pytest.mark.parametrize("path", [JOIN, ASK])
def test_a_body_that_names_no_length_is_counted_as_it_comes(client: TestClient, path: str) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * 1000

    assert client.post(path, content=pieces(), headers=AS_JSON).status_code == 413


def test_a_client_that_asks_too_fast_is_told_to_wait(open_client: Open) -> None:
    client = open_client(questions_per_minute=3)
    assert [join(client, ["hello"]).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = join(client, ["hello"])
    assert refused.headers["retry-after"] == "20"
    assert "wait 20 seconds" in refused.json()["detail"]


def test_the_chat_and_the_api_share_one_budget(open_client: Open) -> None:
    client = open_client(questions_per_minute=2)
    assert join(client, ["hello"]).status_code == 200
    assert client.post(ASK, json={"text": "hello"}).status_code == 200
    assert join(client, ["hello"]).status_code == 429
    assert client.post(ASK, json={"text": "hello"}).status_code == 429


def test_a_conversation_is_one_request(open_client: Open) -> None:
    client = open_client(questions_per_minute=2)
    turns = {"turns": ["hello"] * 20}
    assert [client.post(ASK, json=turns).status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize("path", ["/api/v1/ask%0A", "/api/v1/%61sk"])
def test_another_spelling_of_the_path_is_counted_too(open_client: Open, path: str) -> None:
    client = open_client(questions_per_minute=1)
    assert client.post(path, json={"text": "hello"}).status_code == 200
    assert client.post(path, json={"text": "hello"}).status_code == 429


def test_other_requests_are_not_counted(open_client: Open) -> None:
    client = open_client(questions_per_minute=1)
    for _ in range(3):
        assert client.get("/health").status_code == 200
        assert client.get(ASK).status_code == 405
    assert client.post(ASK, json={"text": "hello"}).status_code == 200


def test_a_page_that_only_looks_for_news_uses_up_no_questions(open_client: Open) -> None:
    client = open_client(questions_per_minute=2)
    events = config(client)["dependencies"]
    named = {target[1]: one["id"] for one in events for target in one["targets"]}
    looks = [named[name] for name in ("tick", "change") * 10 + ("success",)]
    statuses = [join(client, [], fn=look).status_code for look in looks]
    assert statuses == [200] * 20 + [429]  # they have a wider limit of their own
    assert [join(client, ["hello"]).status_code for _ in range(3)] == [200, 200, 429]


def test_time_gives_questions_back(clock: Clock) -> None:
    limit = AskLimit(_nothing, paths=["/"], per_minute=2)
    assert [limit._take("a") for _ in range(3)] == [0, 0, 30]
    assert limit._take("b") == 0
    clock.now += 31
    assert [limit._take("a") for _ in range(2)] == [0, 29]


def test_who_waits_as_long_as_told_may_ask(clock: Clock) -> None:
    for per_minute in (1, 7, 30, 1000):
        limit = AskLimit(_nothing, paths=["/"], per_minute=per_minute)
        assert not any(limit._take("a") for _ in range(per_minute))
        seconds = limit._take("a")
        assert 1 <= seconds <= 60
        clock.now += seconds
        assert limit._take("a") == 0


def test_a_refused_question_makes_the_wait_no_longer(clock: Clock) -> None:
    limit = AskLimit(_nothing, paths=["/"], per_minute=1)
    assert [limit._take("a") for _ in range(3)] == [0, 60, 60]
    clock.now += 59.9
    assert limit._take("a") == 1


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
