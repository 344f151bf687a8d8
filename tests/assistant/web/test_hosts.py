from fastapi.testclient import TestClient
from httpx import Response

from assistant.api.asking import ASK
from tests.assistant.web.conftest import Open

SHOP = "https://shop.example"


def test_a_request_addressed_to_another_host_is_refused(client: TestClient) -> None:
    elsewhere = {"host": "elsewhere.example"}
    assert client.get("/health", headers=elsewhere).status_code == 400
    assert client.post(ASK, json={"text": "hello"}, headers=elsewhere).status_code == 400


def test_only_named_origins_may_read_replies(client: TestClient, open_client: Open) -> None:
    embedded = open_client(allowed_origins=(SHOP,))
    for path in ("/health", "/chat/", "/chat/theme.css"):
        granted = embedded.get(path, headers={"origin": SHOP}).headers
        assert granted["access-control-allow-origin"] == SHOP
        for origin in ("https://elsewhere.example", "null", "http://localhost"):
            for opened in (client, embedded):
                refused = opened.get(path, headers={"origin": origin}).headers
                assert "access-control-allow-origin" not in refused


def preflight(client: TestClient, origin: str) -> Response:
    asked = {
        "origin": origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    return client.options(ASK, headers=asked)


def test_only_named_origins_may_send_a_question(client: TestClient, open_client: Open) -> None:
    embedded = open_client(allowed_origins=(SHOP,))
    granted = preflight(embedded, SHOP)
    assert granted.status_code == 200
    assert granted.headers["access-control-allow-origin"] == SHOP
    for opened, origin in ((client, SHOP), (embedded, "https://elsewhere.example")):
        refused = preflight(opened, origin)
        assert refused.status_code == 400
        assert "access-control-allow-origin" not in refused.headers


def test_only_named_origins_may_read_replies_of_the_api(
    client: TestClient, open_client: Open
) -> None:
    embedded = open_client(allowed_origins=(SHOP,))
    for opened, origin, allowed in (
        (embedded, SHOP, SHOP), (embedded, "null", None), (client, SHOP, None),
    ):  # fmt: skip
        reply = opened.post(ASK, json={"text": "hello"}, headers={"origin": origin})
        assert reply.headers.get("access-control-allow-origin") == allowed
