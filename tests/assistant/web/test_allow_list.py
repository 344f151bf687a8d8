import re

import pytest
from fastapi.testclient import TestClient

DENIED = [
    "config", "login", "manifest.json", "monitoring", "monitoring/summary", "robots.txt",
    "gradio_api/info", "gradio_api/openapi.json", "gradio_api/token",
    "gradio_api/runs", "gradio_api/startup-events", "gradio_api/heartbeat/aaaaaaaaaa",
    "gradio_api/file=/etc/hostname", "gradio_api/file/etc/hostname", "file=/etc/hostname",
    "gradio_api/proxy=https://elsewhere.example/", "gradio_api/deep_link",
    "gradio_api/upload_progress?upload_id=a", "gradio_api/call/say/1", "?deep_link=abc",
    "static/../config", "assets/%2e%2e/config", "//config", "gradio_api/queue/status",
    "theme.css?DEEP_LINK=1", "svelte/x", "custom_component/1/client/component/index.js",
]  # fmt: skip


@pytest.mark.parametrize("path", DENIED)
def test_what_the_chat_does_not_need_is_not_there(client: TestClient, path: str) -> None:
    assert client.get(f"/chat/{path}").status_code == 404


@pytest.mark.parametrize(
    "path", ["upload", "call/say", "run/say", "api/say", "cancel", "reset", "component_server",
             "process_recording", "stream/1", "vibe-edit", "queue/data"],
)  # fmt: skip
def test_nothing_but_a_question_is_taken(client: TestClient, path: str) -> None:
    assert client.post(f"/chat/gradio_api/{path}", json={}).status_code == 404


def test_what_the_chat_needs_is_there(client: TestClient) -> None:
    page = client.get("/chat/")
    assert page.status_code == 200
    assert client.get("/chat/theme.css").status_code == 200
    files = re.findall(r'(?:src|href)="\./(assets/[^"]+)"', page.text)
    assert files
    for file in files:
        assert client.get(f"/chat/{file}").status_code == 200


def test_a_page_that_lost_the_server_is_told_which_one_it_has_now(client: TestClient) -> None:
    told = client.get("/chat/gradio_api/app_id")
    assert set(told.json()) == {"app_id"}
    assert client.post("/chat/gradio_api/app_id").status_code == 404
