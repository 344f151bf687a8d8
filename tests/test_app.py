import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from html import unescape
from pathlib import Path

import httpx
import pytest

from tests.assistant.web.joins import conversation

SERVED = Path(__file__).with_name("served.py")
APP = Path(__file__).parent.parent / "app.py"
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start_program() -> Iterator[Start]:
    """Starts a program of Python's; what still runs after the test is stopped."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str, **environment: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**os.environ, **environment},
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture
def start(start_program: Start) -> Start:
    """Starts the program with a fake assistant, whose behavior comes first."""
    return partial(start_program, str(SERVED))


@pytest.fixture
def start_real(start_program: Start, built_index: Path) -> Start:
    """Starts the program as it is."""
    return partial(start_program, str(APP), CLAUSEWISE_INDEX_FOLDER=str(built_index))


def up(process: subprocess.Popen[str]) -> str:
    """The address that the program printed."""
    assert process.stdout
    for line in process.stdout:
        if found := re.search(r"up at (http://\S+)", line):
            return found.group(1)
    raise AssertionError(process.stderr.read() if process.stderr else "")


def refusal(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    return process.returncode, out, err


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_serves_and_stops_cleanly(start: Start, stop: signal.Signals) -> None:
    process = start("opens", "--port", "0")
    url = up(process)
    assert httpx.get(f"{url}/ready").status_code == 200
    assert httpx.get(url, follow_redirects=True).url == f"{url}/chat/"
    process.send_signal(stop)
    out, err = process.communicate(timeout=30)
    assert process.returncode in (0, 130)
    assert err == ""
    assert "closed" in out


def test_a_reply_under_way_is_finished_when_it_is_told_to_stop(start: Start) -> None:
    process = start("holds", "--port", "0")
    chat = f"{up(process)}/chat/gradio_api/queue"
    session = {"session_hash": "aaaaaaaaaa"}
    httpx.post(f"{chat}/join", json={"data": ["", "hello"], "fn_index": 0, **session})
    with httpx.stream("GET", f"{chat}/data", params=session, timeout=30) as stream:
        lines = stream.iter_lines()
        assert "data:" in next(lines)
        process.send_signal(signal.SIGTERM)
        events = [json.loads(line[6:]) for line in lines if line.startswith("data: ")]
    assert any("Ask me about the policy" in json.dumps(event) for event in events)
    process.communicate(timeout=30)
    assert process.returncode == 0


def test_a_taken_port_is_said_before_anything_slow_begins(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        status, out, err = refusal(start("opens", "--port", str(port)))
    assert status == 1
    assert out == ""
    assert err == (
        f"app.py: port {port} is already in use: "
        "stop the other server or choose another with --port\n"
    )


def test_an_address_that_is_not_ours_is_a_sentence(start: Start) -> None:
    status, _, err = refusal(start("opens", "--host", "192.0.2.1", "--port", "0"))
    assert status == 1
    assert "can't listen on 192.0.2.1" in err
    assert err.count("\n") == 1


def test_a_fault_of_a_room_is_a_sentence(start: Start) -> None:
    status, _, err = refusal(start("fails", "--port", "0"))
    assert status == 1
    assert err.startswith("app.py: There is no index 'crypjama'")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("variable", "value"),
    [("CLAUSEWISE_PORT", "many"), ("CLAUSEWISE_LONGEST_BODY", "0"),
     ("CLAUSEWISE_ALLOWED_HOSTS", "shop.example")],
)  # fmt: skip
def test_a_wrong_setting_is_named(start: Start, variable: str, value: str) -> None:
    status, _, err = refusal(start("opens", "--port", "0", **{variable: value}))
    assert status == 1
    assert variable in err
    assert err.count("\n") == 1


def test_the_host_that_is_listened_on_may_be_asked(start: Start) -> None:
    url = up(start("opens", "--host", "127.0.0.2", "--port", "0"))
    assert httpx.get(f"{url}/health").status_code == 200


def test_the_real_thing_answers_refuses_a_second_and_stops_cleanly(start_real: Start) -> None:
    process = start_real("--port", "0")
    url = up(process)
    assert httpx.get(f"{url}/ready").json()["status"] == "ready"
    assert "we have not sold any Personal Information" in said(url, "Do you sell my data?")

    status, out, err = refusal(start_real("--port", url.rpartition(":")[2]))
    assert (status, out) == (1, "")
    assert "already in use" in err
    assert err.count("\n") == 1

    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode in (0, 130)
    assert err == ""


def said(url: str, text: str) -> str:
    """The conversation's last state after the text was sent, as the page shows it."""
    chat, session = f"{url}/chat/gradio_api/queue", {"session_hash": "aaaaaaaaaa"}
    httpx.post(
        f"{chat}/join", json={"data": ["", text], "fn_index": 0, **session}
    ).raise_for_status()
    stream = httpx.get(f"{chat}/data", params=session, timeout=30).text
    return unescape(json.dumps(conversation(stream), ensure_ascii=False))
