"""Serves an application over HTTP while a block of a test runs."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from assistant.api.office import open_office
from assistant.kept.opening import keeping, open_conversations
from assistant.tickets.opening import open_desk
from assistant.web.application import build_app
from assistant.web.listener import address, claim
from settings import Settings
from tests.fakes import FakeAssistant

_PATIENCE = 30.0


@contextmanager
def serving(app: FastAPI, *, port: int = 0) -> Iterator[str]:
    """The origin that the application is served at."""
    with claim("127.0.0.1", port) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        deadline = time.monotonic() + _PATIENCE
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.05)
        yield address(listener, "127.0.0.1")
        server.should_exit = True
        thread.join(timeout=10)


@contextmanager
def whole_chat(settings: Settings, assistant: FakeAssistant | None = None) -> Iterator[str]:
    """The origin of a chat that files requests, keeps what is said, and saves answers."""
    assistant = assistant or FakeAssistant()
    desk = open_desk(settings, assistant.policy)
    conversations = open_conversations(settings, assistant.policy)
    with keeping(settings, conversations) as keeper:
        filing = assistant.filing_at(desk)
        office = open_office(
            settings, filing, desk, conversations=conversations, keeper=keeper
        )  # fmt: skip
        with serving(build_app(assistant, settings, filing=filing, office=office)) as origin:
            yield origin
