"""A question asked of a server that runs here, which has its models loaded."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import httpx
import typer

from assistant.reply_lines import citation_lines, option_lines
from assistant.terminal_choice import chosen_number
from corpus import Audience, Shelf
from settings import EVERYWHERE, Settings

_TIMEOUT = httpx.Timeout(30.0, connect=0.3)
_REFUSED = 422
"""What was asked can't be a question; the server's sentence says why."""

ReplyJson = Mapping[str, Any]


def ask_server(question: str, *, as_json: bool, policy: str | None) -> bool:
    """Print the reply of the server that the settings name; False where it can't be had.

    Only one that serves the same text of the same policy is asked.
    """
    settings = Settings()
    host = "127.0.0.1" if settings.host in EVERYWHERE else settings.host
    base_url = f"http://{host}:{settings.port}"
    try:
        with httpx.Client(base_url=base_url, timeout=_TIMEOUT, trust_env=False) as client:
            if not _serves(client, settings, policy or settings.policy):
                return False
            return _talked(client, question, as_json=as_json)
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        return False


def _serves(client: httpx.Client, settings: Settings, policy_id: str) -> bool:
    told = client.get("/ready").json()
    wanted = Shelf(settings.policies_folder).load(policy_id)
    ours = {"status": "ready", "policy_id": policy_id, "sha256": wanted.sha256}
    return isinstance(told, dict) and told == ours


def _talked(client: httpx.Client, question: str, *, as_json: bool) -> bool:
    """Print the reply; where it asks for a choice and one is made, the reply to that too."""
    turns = [question]
    while True:
        answer = client.post("/api/v1/ask", json={"turns": turns})
        if answer.status_code == _REFUSED:
            return False  # said in the same words as without a server
        reply = answer.raise_for_status().json()["replies"][-1]
        if as_json:
            typer.echo(json.dumps(reply, ensure_ascii=False, indent=2))
            return True
        for line in _lines(reply):
            typer.echo(line)
        number = chosen_number(len(reply["options"])) if reply["options"] else None
        if number is None:
            return True
        typer.echo()
        turns.append(number)


def _lines(reply: ReplyJson) -> Iterator[str]:
    """What ``reply_lines`` shows of the same reply."""
    if reply["options"]:
        yield from [reply["text"].partition("\n")[0], ""]
        for number, option in enumerate(reply["options"], start=1):
            yield from option_lines(number, option["text"], option["clause_ids"])
        return
    yield reply["text"]
    if reply["citations"]:
        yield ""
    for citation in reply["citations"]:
        yield from citation_lines(
            citation["marker"], citation["clause_id"], citation["heading"],
            Audience(citation["applies_to"]), citation["quote"],
            said=citation["quote"] in reply["text"],
        )  # fmt: skip
