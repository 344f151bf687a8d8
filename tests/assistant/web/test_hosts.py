from fastapi.testclient import TestClient

from tests.assistant.web.conftest import Open

SHOP = "https://shop.example"


def test_a_request_addressed_to_another_host_is_refused(client: TestClient) -> None:
    assert client.get("/health", headers={"host": "elsewhere.example"}).status_code == 400


def test_only_named_origins_may_read_replies(client: TestClient, open_client: Open) -> None:
    embedded = open_client(allowed_origins=(SHOP,))
    for path in ("/health", "/chat/", "/chat/theme.css"):
        granted = embedded.get(path, headers={"origin": SHOP}).headers
        assert granted["access-control-allow-origin"] == SHOP
        for origin in ("https://elsewhere.example", "null", "http://localhost"):
            for opened in (client, embedded):
                refused = opened.get(path, headers={"origin": origin}).headers
                assert "access-control-allow-origin" not in refused
