import re

import pytest
from fastapi.testclient import TestClient


@pytest.mark.parametrize(
    "path", ["/", "/chat/", "/health", "/chat/config", "/static/chat/frame.css"]
)
def test_every_response_is_careful(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"


def test_files_that_never_change_are_kept(client: TestClient) -> None:
    found = re.search(r'"\./(assets/[^"]+\.js)"', client.get("/chat/").text)
    assert found
    assert "immutable" in client.get(f"/chat/{found.group(1)}").headers["cache-control"]


def test_a_missing_file_is_not_kept(client: TestClient) -> None:
    assert client.get("/chat/assets/none.js").headers["cache-control"] == "no-store"


def test_what_the_api_tells_is_kept_by_no_cache(client: TestClient) -> None:
    headers = client.post("/api/v1/ask", json={"text": "hello"}).headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
