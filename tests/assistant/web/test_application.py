import pytest
from fastapi.testclient import TestClient

from tests.assistant.web.joins import config, say


@pytest.mark.parametrize("path", ["/", "/chat"])
def test_the_door_leads_to_the_chat(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 307
    assert response.headers["location"] == "/chat/"


def test_a_question_gets_its_answer_and_history_stays_here(client: TestClient) -> None:
    say(client, "hello", "bbbbbbbbbb")
    messages = say(client, "Anything?", "bbbbbbbbbb")
    assert [message["role"] for message in messages] == ["user", "assistant"] * 2
    assert "You asked 1 before" in str(messages[-1]["content"]).replace("&#46;", ".")


def test_another_page_knows_nothing_of_it(client: TestClient) -> None:
    say(client, "hello", "cccccccccc")
    assert len(say(client, "Anything?", "dddddddddd")) == 2


def test_the_page_is_told_of_no_history_analytics_or_links(client: TestClient) -> None:
    told = config(client)
    assert told["run_history"] is False
    assert told["analytics_enabled"] is False
    assert told["show_error"] is False
    assert told["footer_links"] == []
    assert all(event["api_visibility"] == "private" for event in told["dependencies"])


def test_the_schema_is_served_and_the_pages_that_load_scripts_from_elsewhere_are_not(
    client: TestClient,
) -> None:
    paths = set(client.get("/openapi.json").json()["paths"])
    assert paths == {"/health", "/ready", "/api/v1/ask"}
    assert client.get("/docs").status_code == 404
    assert client.get("/redoc").status_code == 404


@pytest.mark.parametrize(
    "name", ["conversation.js", "panel.js", "frame.css", "conversation.css", "policy.css"]
)
def test_our_own_files_are_served(client: TestClient, name: str) -> None:
    assert client.get(f"/static/chat/{name}").status_code == 200
