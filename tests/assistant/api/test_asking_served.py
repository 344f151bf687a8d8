"""The API over a socket, as a shop's own server reaches it."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from assistant.api.asking import ASK

SERVED = Path(__file__).parents[2] / "served.py"
Start = Callable[[str], subprocess.Popen[str]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts the program with a fake assistant, whose behavior is given."""
    started: list[subprocess.Popen[str]] = []

    def start_with(behavior: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, str(SERVED), behavior, "--port", "0"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        started.append(process)
        return process

    yield start_with
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def up(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    for line in process.stdout:
        if found := re.search(r"up at (http://\S+)", line):
            return found.group(1)
    raise AssertionError("it never came up")


def stopped(process: subprocess.Popen[str]) -> str:
    """What the program wrote to standard error."""
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 0
    return err


def test_the_server_answers_refuses_and_lives_on(start: Start) -> None:
    served = start("opens")
    url = f"{up(served)}{ASK}"
    as_json = {"content-type": "application/json"}
    too_much = iter([b"x" * 60_000] * 3)
    deep, unreadable = b"[" * 60_000, b'{"text": "\\ud800"}'
    assert httpx.post(url, content=too_much, headers=as_json).status_code == 413
    assert httpx.post(url, content=deep, headers=as_json).status_code == 400
    assert httpx.post(url, content=unreadable, headers=as_json).status_code == 422
    assert httpx.post(url, content=b"\xff").status_code == 415
    reply = httpx.post(url, json={"text": "Do you sell my data?"})
    assert reply.json()["replies"][0]["kind"] == "answer"
    assert stopped(served) == ""


def test_what_was_typed_is_in_no_log_line(start: Start) -> None:
    served = start("opens")
    failed = httpx.post(f"{up(served)}{ASK}", json={"text": "explode, my card is 4111"})
    assert failed.status_code == 500
    err = stopped(served)
    assert "RuntimeError" in err
    assert "4111" not in err
    assert err.count("\n") == 1


def test_questions_are_answered_side_by_side_and_others_meanwhile(start: Start) -> None:
    served = start("gathers")
    url = up(served)
    with ThreadPoolExecutor() as clients:

        def ask() -> Future[httpx.Response]:
            return clients.submit(httpx.post, f"{url}{ASK}", json={"text": "hello"}, timeout=30)

        asked = [ask() for _ in range(3)]
        assert httpx.get(f"{url}/health").status_code == 200
        assert not any(each.done() for each in asked)
        asked.append(ask())
        assert [each.result().status_code for each in asked] == [200] * 4


def test_a_reply_under_way_is_finished_when_the_server_is_told_to_stop(start: Start) -> None:
    served = start("holds")
    url = up(served)
    with ThreadPoolExecutor() as clients:
        asked = clients.submit(httpx.post, f"{url}{ASK}", json={"turns": ["hello"] * 2}, timeout=30)
        time.sleep(1)
        assert not asked.done()
        stopped(served)
        assert asked.result().status_code == 200
