"""``python -m assistant ask`` where a server runs: the same lines, and no model is loaded."""

import json
import threading
import time
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
import uvicorn

from assistant.by_server import ask_server
from assistant.conversation import Conversation
from assistant.reply_json import reply_as_json
from assistant.reply_lines import reply_lines
from assistant.web.application import build_app
from assistant.web.listener import claim
from settings import Settings
from tests.fakes import FakeAssistant


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with claim("127.0.0.1", 0) as listener:
        app = build_app(FakeAssistant(), Settings(questions_per_minute=1000))
        server = uvicorn.Server(uvicorn.Config(app, log_config=None))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture(autouse=True)
def _server(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAUSEWISE_PORT", str(port))


QUESTIONS = ["Do you sell my data?", "What do you collect?", "hello", "Something unclear", "who?"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_lines_are_those_that_are_shown_without_one(
    question: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask_server(question, as_json=False, policy=None)
    reply = FakeAssistant().reply(Conversation.begin(), question)
    assert capsys.readouterr().out.splitlines() == "\n".join(reply_lines(reply)).splitlines()


def test_the_json_is_the_contracts(capsys: pytest.CaptureFixture[str]) -> None:
    assert ask_server("Do you sell my data?", as_json=True, policy="crypjama")
    told = json.loads(capsys.readouterr().out)
    fake = FakeAssistant()
    reply = fake.reply(Conversation.begin(), "Do you sell my data?")
    expected = reply_as_json(reply, fake.policy, elapsed_ms=told["elapsed_ms"])
    assert told == json.loads(json.dumps(expected))


def test_what_it_can_not_answer_is_left_to_the_model_here(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not ask_server("   ", as_json=False, policy=None)
    assert not ask_server("explode", as_json=False, policy=None)
    with claim("127.0.0.1", 0) as nobody:
        monkeypatch.setenv("CLAUSEWISE_PORT", str(nobody.getsockname()[1]))
    assert not ask_server("Do you sell my data?", as_json=False, policy=None)
    assert capsys.readouterr().out == ""


def test_a_server_with_another_text_is_not_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class OtherShelf:
        def __init__(self, _: object) -> None:
            pass

        def load(self, _: str) -> SimpleNamespace:
            return SimpleNamespace(sha256="0" * 64)

    assert ask_server("hello", as_json=False, policy=None)
    capsys.readouterr()
    monkeypatch.setattr("assistant.by_server.Shelf", OtherShelf)
    assert not ask_server("Do you sell my data?", as_json=False, policy=None)
    assert capsys.readouterr().out == ""
