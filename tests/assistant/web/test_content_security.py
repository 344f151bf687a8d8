import re

from fastapi.testclient import TestClient

from tests.assistant.web.conftest import Open

NONCE = re.compile(r"'nonce-([^']+)'")


def policy_of(client: TestClient, path: str) -> str:
    return client.get(path).headers["content-security-policy"]


def test_every_script_of_the_page_carries_the_nonce_of_its_response(client: TestClient) -> None:
    response = client.get("/chat/")
    nonce = NONCE.findall(response.headers["content-security-policy"])[0]
    scripts = re.findall(r"<script[^>]*>", response.text)
    ours = [script for script in scripts if "/static/chat/" in script]
    assert len(ours) == 10
    assert len(scripts) > len(ours)
    assert all(f'nonce="{nonce}"' in script for script in scripts if script not in ours)


def test_each_response_has_its_own_nonce(client: TestClient) -> None:
    nonces = {NONCE.findall(policy_of(client, "/chat/"))[0] for _ in range(5)}
    assert len(nonces) == 5


def test_nothing_may_be_loaded_or_called_elsewhere(client: TestClient) -> None:
    policy = policy_of(client, "/chat/")
    assert "default-src 'none'" in policy
    assert "connect-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "http" not in policy


def test_only_named_shops_may_embed_the_chat(client: TestClient, open_client: Open) -> None:
    assert policy_of(client, "/chat/").count("frame-ancestors 'self';") == 1
    embedded = open_client(allowed_origins=("https://shop.example",))
    assert "frame-ancestors 'self' https://shop.example;" in policy_of(embedded, "/chat/")


def test_every_kind_of_response_has_the_policy(client: TestClient) -> None:
    for path in ("/health", "/nowhere", "/chat/config", "/static/chat/panel.js"):
        assert "default-src 'none'" in policy_of(client, path)
