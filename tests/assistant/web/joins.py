"""Talks to the chat as its page does."""

import json
import re
from typing import Any

from fastapi.testclient import TestClient
from gradio_client.utils import apply_diff

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
    return conversation(client.get(DATA, params={"session_hash": session}).text)


def conversation(stream: str) -> list[dict[str, Any]]:
    """The messages that the page shows once the event that asks has ended.

    Its steps are told one by one, each but the first as what differs from the one before, and the
    last one again as it ends; what a step doesn't change is shown on.
    """
    shown: list[dict[str, Any]] = []
    step: list[Any] = []
    events = [json.loads(line[6:]) for line in stream.splitlines() if line.startswith("data: ")]
    for event in events:
        match event["msg"]:
            case "process_generating":
                told = event["output"]["data"]
                step = list(map(apply_diff, step, told)) if step else told
            case "process_completed":
                assert event["success"], event
                step = event["output"]["data"]
            case _:
                continue
        shown = step[1] if isinstance(step[1], list) else shown
    assert any(event["msg"] == "process_completed" for event in events), events
    return shown
