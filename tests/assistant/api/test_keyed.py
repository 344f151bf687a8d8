"""Routes for key holders: who gets in, and what they do."""

import json
import logging
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Timer
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from httpx import Response

from assistant.api.keys import UnusableKeyName
from assistant.api.office import Office
from assistant.api.scope import Scope
from assistant.conversation import Conversation
from assistant.reason import Reason
from assistant.reply import Handoff, Reply
from assistant.tickets.ticket import TicketKind, TicketStatus
from tests.assistant.api.conftest import Having

TICKETS, HANDOFFS = "/api/v1/tickets", "/api/v1/handoffs"
CONVERSATIONS = "/api/v1/conversations"
DELETION = {"right": "delete", "requester": {"name": "Ana Cruz", "email": "ana@example.com"}}
KEYLESS = {
    ("POST", "/api/v1/ask"), ("GET", "/health"), ("GET", "/ready"), ("GET", "/"), ("GET", "/chat"),
    ("GET", "/widget.js"), ("GET", "/demo"), ("GET", "/answers/{name}"), ("GET", "/calendar.ics"),
}  # fmt: skip


def scopes_of(app: FastAPI) -> Iterator[tuple[str, str, Scope | None]]:
    """Every route of the application with the scope that it needs."""
    for route in _routes(app.routes):
        calls = [one.call for one in route.dependant.dependencies]
        scope = next((call.scope for call in calls if hasattr(call, "scope")), None)
        for method in route.methods:
            yield method, route.path, scope


def _routes(routes: Iterable[Any]) -> Iterator[APIRoute]:
    for route in routes:
        if isinstance(route, APIRoute):
            yield route
        elif hasattr(route, "original_router"):
            yield from _routes(route.original_router.routes)


def problem(answer: Response) -> dict[str, Any]:
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == answer.status_code
    assert set(told) == {"type", "title", "status", "detail"}
    return dict(told)


def test_every_route_but_the_listed_ones_needs_a_scope(app: FastAPI) -> None:
    keyed = {(method, path): scope for method, path, scope in scopes_of(app)}
    without = {route for route, scope in keyed.items() if scope is None}
    assert without == KEYLESS
    assert set(keyed.values()) - {None} == set(Scope)


def test_a_key_opens_what_it_has_the_scope_for_and_nothing_else(
    app: FastAPI, having: Having
) -> None:
    holders = {scope: having(scope, name=scope.replace(":", ".")) for scope in Scope}
    stranger, liar = having(), having()
    liar.headers["Authorization"] = "Bearer cw_guessed"
    tried = 0
    for method, path, needed in scopes_of(app):
        if needed is None:
            continue
        address = path.format(ticket_id="none", conversation_id="none")
        for nobody in (stranger, liar):
            refused = nobody.request(method, address, json={})
            assert refused.status_code == 401, address
            assert refused.headers["www-authenticate"] == "Bearer"
        for scope, holder in holders.items():
            answer = holder.request(method, address, json={})
            assert (answer.status_code == 403) == (scope is not needed), (address, scope)
            assert answer.status_code < 500
            tried += 1
    assert tried > 50


def test_a_removed_key_opens_nothing(office: Office, having: Having) -> None:
    holder = having(Scope.TICKETS_READ, name="leaving")
    assert holder.get(TICKETS).status_code == 200
    (known,) = office.keys.listed()
    assert known.used_at is not None
    assert office.keys.remove("leaving")
    assert holder.get(TICKETS).status_code == 401
    assert not office.keys.remove("leaving")


@pytest.mark.parametrize("name", ["", "x", "Two Words", "x" * 41, "../up"])
def test_a_key_has_a_plain_name(office: Office, name: str) -> None:
    with pytest.raises(UnusableKeyName):
        office.keys.make(name, [Scope.METRICS])


def test_a_name_is_had_by_one_key(office: Office) -> None:
    office.keys.make("one", [Scope.METRICS])
    with pytest.raises(UnusableKeyName, match="remove it first"):
        office.keys.make("one", [Scope.METRICS])


def test_a_request_is_filed_once_however_often_it_is_sent(office: Office, having: Having) -> None:
    holder = having(Scope.TICKETS_WRITE, Scope.TICKETS_READ)
    once = {"Idempotency-Key": "order-1042"}
    first = holder.post(TICKETS, json=DELETION, headers=once)
    again = holder.post(TICKETS, json=DELETION, headers=once)
    assert first.status_code == again.status_code == 201
    assert first.json()["ticket_id"] == again.json()["ticket_id"]
    assert [one["what"] for one in first.json()["clocks"]]
    (ticket,) = office.desk.store.listed()
    other = {**DELETION, "details": "and the photos"}
    assert problem(holder.post(TICKETS, json=other, headers=once))["status"] == 409
    told = holder.get(f"{TICKETS}/{ticket.ticket_id}").json()
    assert told["requester"]["email"] == "ana@example.com"
    assert told["history"][0]["why"] == "filed"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"right": "delete", "requester": {}}, "needs requester.email"),
        ({"right": "delete", "requester": {"email": "nobody"}}, "no such address"),
        ({"right": "delete", "requester": {"email": "a@b.co", "state": "Narnia"}}, "no state"),
        ({"right": "vanish", "requester": {}}, '"right"'),
        ({"right": "delete"}, '"requester"'),
        ({**DELETION, "details": "half \ud83d"}, '"details"'),
        ({**DELETION, "details": "nul \0"}, "NUL"),
        ({**DELETION, "surprise": 1}, '"surprise"'),
    ],
)
def test_what_cannot_be_filed_is_said(
    office: Office, having: Having, body: dict[str, Any], says: str
) -> None:
    sent = json.dumps(body).encode()
    kind = {"Content-Type": "application/json"}
    answer = having(Scope.TICKETS_WRITE).post(TICKETS, content=sent, headers=kind)
    assert answer.status_code == 422
    assert says in problem(answer)["detail"]
    assert office.desk.store.listed() == []


def test_a_ticket_is_moved_in_allowed_ways_only(having: Having) -> None:
    holder = having(Scope.TICKETS_WRITE)
    filed = holder.post(TICKETS, json=DELETION).json()
    moves = f"{TICKETS}/{filed['ticket_id']}/moves"
    refused = holder.post(moves, json={"status": "denied"})
    assert "Say why" in problem(refused)["detail"]
    moved = holder.post(moves, json={"status": "fulfilled", "why": "erased everywhere"})
    assert moved.json()["history"][-1]["by"] == "api/shop-backend"
    assert problem(holder.post(moves, json={"status": "in_progress"}))["status"] == 409


def test_a_handoff_lands_in_its_queue_with_the_story(office: Office, having: Having) -> None:
    holder = having(Scope.HANDOFFS_WRITE, Scope.HANDOFFS_READ)
    body = {
        "reason": "legal_threat", "summary": "wants to sue",
        "transcript": [{"by": "shopper", "text": "I will sue"}],
        "requester": {"email": "ana@example.com"},
    }  # fmt: skip
    first, second = (holder.post(HANDOFFS, json=body).json() for _ in range(2))
    assert first["ticket_id"] != second["ticket_id"]
    told = holder.get(f"{HANDOFFS}/{first['ticket_id']}").json()
    assert (told["queue"], told["handover"]["transcript"][0]["text"]) == ("legal", "I will sue")
    listed = holder.get(HANDOFFS, params={"queue": "legal", "limit": 1}).json()
    assert (len(listed["tickets"]), listed["next"]) == (1, 1)
    assert {one.kind for one in office.desk.store.listed()} == {TicketKind.HANDOFF}
    # Neither door shows what lies behind the other.
    reader = having(Scope.TICKETS_READ, name="reader")
    assert reader.get(TICKETS).json()["tickets"] == []
    assert reader.get(f"{TICKETS}/{first['ticket_id']}").status_code == 404


def test_a_conversation_goes_on_is_kept_masked_and_forgotten(
    office: Office, having: Having
) -> None:
    holder = having(Scope.CONVERSATIONS)
    begun = holder.post(CONVERSATIONS).json()["conversation_id"]
    here = f"{CONVERSATIONS}/{begun}"
    holder.post(f"{here}/turns", json={"text": "my card is 4111 1111 1111 1111, do you sell it?"})
    second = holder.post(f"{here}/turns", json={"text": "Anything else?"}).json()
    assert "You asked 1 before" in second["reply"]["text"]
    office.keeper.finish()
    told = holder.get(here)
    assert [one["text"] for one in told.json()["turns"]] == [
        "my card is [card], do you sell it?", "Anything else?",
    ]  # fmt: skip
    assert holder.delete(here).status_code == 204
    assert problem(holder.get(here))["status"] == 404
    assert holder.post(f"{here}/turns", json={"text": "hello"}).status_code == 404
    assert office.conversations.turns(begun) == []


def test_what_is_said_at_once_is_answered_one_after_the_other_and_all_of_it_kept(
    office: Office, having: Having, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Event()
    monkeypatch.setattr(office.responder, "held", held)
    holder = having(Scope.CONVERSATIONS)
    begun = holder.post(CONVERSATIONS).json()["conversation_id"]
    here = f"{CONVERSATIONS}/{begun}/turns"
    with ThreadPoolExecutor() as pool:
        given = [{"text": f"Anything {number}?"} for number in range(4)]
        answers = [pool.submit(holder.post, here, json=body) for body in given]
        Timer(0.3, held.set).start()
        told = [one.result().json()["reply"]["text"] for one in answers]
    assert sorted(told) == [
        f"The policy does not say. You asked {number} before." for number in range(4)
    ]
    office.keeper.finish()
    assert len(office.conversations.turns(begun)) == 4


def test_a_turn_that_breaks_is_handed_to_a_person(
    having: Having, caplog: pytest.LogCaptureFixture
) -> None:
    holder = having(Scope.CONVERSATIONS)
    begun = holder.post(CONVERSATIONS).json()["conversation_id"]
    with caplog.at_level(logging.DEBUG):
        told = holder.post(f"{CONVERSATIONS}/{begun}/turns", json={"text": "explode, plum"})
    assert told.json()["reply"]["reason"] == "internal_error"
    assert "RuntimeError" in caplog.text
    assert "plum" not in caplog.text


def test_nobody_goes_on_with_the_conversation_of_another_key(having: Having) -> None:
    first, second = (having(Scope.CONVERSATIONS, name=name) for name in ("first", "second"))
    begun = first.post(CONVERSATIONS).json()["conversation_id"]
    answer = second.post(f"{CONVERSATIONS}/{begun}/turns", json={"text": "hello"})
    assert answer.status_code == 404


def test_while_a_person_has_the_conversation_they_answer(
    office: Office, having: Having, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = having(Scope.CONVERSATIONS, Scope.HANDOFFS_WRITE)
    reference = holder.post(HANDOFFS, json={"summary": "a person please"}).json()["ticket_id"]

    def handing(_conversation: Conversation, _text: str) -> Reply:
        return Handoff(text="One comes.", reason=Reason.ASKED_FOR_HUMAN, reference=reference)

    monkeypatch.setattr(office.responder, "reply", handing)
    begun = holder.post(CONVERSATIONS).json()["conversation_id"]
    here = f"{CONVERSATIONS}/{begun}"
    assert holder.post(f"{here}/turns", json={"text": "help"}).json()["handoff"] == reference
    office.live.join(reference, "bo", at=office.now())
    told = holder.post(f"{here}/turns", json={"text": "are you there?"}).json()
    assert told == {"reply": None, "handoff": reference}
    office.live.answer(reference, "bo", "Yes.", at=office.now())
    lines = holder.get(here).json()["lines"]
    assert [(one["by"], one["text"]) for one in lines] == [
        ("joined", ""), ("shopper", "are you there?"), ("agent", "Yes."),
    ]  # fmt: skip
    assert "bo" not in json.dumps(lines)


def test_errors_are_problems_whoever_refuses(having: Having) -> None:
    stranger = having()
    for answer in (
        stranger.get("/api/v1/nothing"),
        stranger.get("/api/v1/ask"),
        stranger.post("/api/v1/ask", content=b"x" * 100_000),
        stranger.post("/api/v1/ask", content=b"{", headers={"Content-Type": "application/json"}),
        stranger.post("/api/v1/ask", data={"text": "hello"}),
        stranger.get(TICKETS),
    ):
        assert problem(answer)["detail"], answer.text
    assert "problem" not in stranger.get("/nothing").headers["content-type"]


def test_a_dead_database_is_a_problem_that_can_be_tried_again(
    having: Having, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    holder = having(Scope.TICKETS_WRITE)
    file = tmp_path / "tickets.sqlite3"
    kept = file.read_bytes()
    file.write_bytes(b"no database" * 100)
    with caplog.at_level(logging.DEBUG):
        answer = holder.post(TICKETS, json=DELETION)
    assert answer.status_code == 503
    assert "nothing was stored" in problem(answer)["detail"]
    assert "ana@example.com" not in caplog.text
    file.write_bytes(kept)
    assert holder.post(TICKETS, json=DELETION).status_code == 201


def test_figures_tell_counts_and_nothing_that_was_said(having: Having) -> None:
    stranger, holder = having(), having(Scope.METRICS, Scope.TICKETS_WRITE)
    for text in ("Do you sell my data?", "My secret is plum", "explode plum", "\0"):
        stranger.post("/api/v1/ask", json={"text": text})
    holder.post(TICKETS, json=DELETION)
    told = holder.get("/metrics").text
    assert 'clausewise_replies_total{kind="answer",reason="",via="api"} 1.0' in told
    assert 'kind="abstention",reason="policy_silent",via="api"} 1.0' in told
    assert 'clausewise_failed_turns_total{via="api"} 1.0' in told
    assert 'clausewise_open_tickets{kind="request",overdue="no"} 1.0' in told
    assert 'clausewise_undelivered_messages{state="dead"} 0.0' in told
    assert "clausewise_reply_seconds_bucket" in told
    assert "plum" not in told
    assert "ana@" not in told


def test_the_description_names_problems_and_keys(app: FastAPI) -> None:
    told = app.openapi()
    assert told["components"]["securitySchemes"]["HTTPBearer"]["scheme"] == "bearer"
    for path, methods in told["paths"].items():
        for operation in methods.values():
            for status, response in operation["responses"].items():
                if path.startswith("/api/") and status >= "400":
                    assert list(response["content"]) == ["application/problem+json"]
    assert "HTTPValidationError" not in json.dumps(told)
    assert TicketStatus.DENIED in told["components"]["schemas"]["TicketStatus"]["enum"]
