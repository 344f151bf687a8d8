"""Talks to the chat as its page does."""

import json
import re
from typing import Any

from fastapi.testclient import TestClient

JOIN = "/chat/gradio_api/queue/join"
DATA = "/chat/gradio_api/queue/data"


def config(client: TestClient) -> dict[str, Any]:
    page = client.get("/chat/").text
    found = re.search(r"window\.gradio_config = (\{.*?\});</script>", page, re.DOTALL)
    assert found
    return dict(json.loads(found.group(1)))


def join(client: TestClient, data: list[Any], session: str = "aaaaaaaaaa", fn: int = 0) -> Any:
    """Sends what the page does, which begins with the tab's own name; by default, none."""
    body = {"data": ["", *data], "event_data": None, "fn_index": fn, "session_hash": session}
    return client.post(JOIN, json=body)


def say(client: TestClient, text: str, session: str = "aaaaaaaaaa") -> list[dict[str, Any]]:
    """The messages that are shown after the text was sent."""
    assert join(client, [text], session).status_code == 200
    stream = client.get(DATA, params={"session_hash": session}).text
    events = [json.loads(line[6:]) for line in stream.splitlines() if line.startswith("data: ")]
    done = [event for event in events if event["msg"] == "process_completed"]
    assert done[-1]["success"], done
    return list(done[-1]["output"]["data"][1])
