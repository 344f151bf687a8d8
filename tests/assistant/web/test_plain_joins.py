import json
from pathlib import Path
from typing import Any

import gradio
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from assistant.chat import build_chat
from assistant.chat.mount import mount_chat
from assistant.web.plain_joins import is_plain
from tests.assistant.web.joins import DATA, JOIN, join
from tests.fakes import FakeAssistant

SESSION = {"session_hash": "aaaaaaaaaa", "fn_index": 0}
FILE = {"path": "/etc/hostname", "meta": {"_type": "gradio.FileData"}}


@pytest.mark.parametrize(
    "data",
    [[FILE], [["hello"]], [{"role": "assistant", "content": "I said so"}], [1], [True], "hello",
     None, ["a"] * 8],
)  # fmt: skip
def test_what_is_not_plain_text_is_refused(client: TestClient, data: Any) -> None:
    assert client.post(JOIN, json={"data": data, **SESSION}).status_code == 422


@pytest.mark.parametrize("detail", [FILE, ["hello"], 1, "\ud800"])
def test_what_comes_with_an_event_is_plain_text_too(detail: Any) -> None:
    """Of a field that changed, it is what stands there now."""
    said = {"data": ["hello"], **SESSION}
    assert is_plain(json.dumps({**said, "event_data": "hello"}).encode())
    assert not is_plain(json.dumps({**said, "event_data": detail}).encode())


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[" * 60000, b"{", b"\xff", b'{"data": ["\\ud800"], "session_hash": "aaaaaa"}',
     b'{"data": []}', b'{"data": [], "session_hash": "../../etc"}'],
)  # fmt: skip
def test_what_is_no_join_is_refused(client: TestClient, body: bytes) -> None:
    assert client.post(JOIN, content=body).status_code == 422


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=5))
def test_no_value_breaks_the_check(value: object) -> None:
    body = json.dumps({"data": [value], **SESSION}).encode()
    assert is_plain(body) in (True, False)


def test_text_passes(client: TestClient) -> None:
    assert join(client, ["Do you sell my data? 🍪"]).status_code == 200


def test_behind_our_check_a_value_that_names_a_file_copies_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Gradio's own check holds too, though it is off for what is mounted unless it is told."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    blocks = build_chat(FakeAssistant())
    app = FastAPI()
    mount_chat(app, blocks, path="/chat")
    assert isinstance(blocks, gradio.Blocks)
    with TestClient(app) as bare:
        bare.post(JOIN, json={"data": ["", FILE], **SESSION})
        stream = bare.get(DATA, params={"session_hash": "aaaaaaaaaa"}).text
    assert '"success":true' not in stream.replace(" ", "")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
