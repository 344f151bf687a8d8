"""The pages of the desk, as a browser gets them; with a real store."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.routing import APIRoute

from assistant.desk.account import Role
from assistant.desk.room import DeskRoom
from assistant.desk.router import desk_router
from assistant.desk.visit import COOKIE, Access
from assistant.reason import Reason
from assistant.tickets.engine import open_engine
from assistant.tickets.handover import Handover, Said
from assistant.tickets.outbox import Channel, Event
from assistant.tickets.request import Requester, RightsRequest
from assistant.tickets.sql_outbox import SqlOutbox
from assistant.tickets.ticket import TicketStatus
from corpus import Right
from tests.assistant.desk.conftest import ANA, DELETE, PASSWORD, Browser, Clock, Make, Visitor
from tests.assistant.tickets.conftest import NOW


def routes(room: DeskRoom) -> Iterator[tuple[str, str, Access]]:
    for route in desk_router(room).routes:
        assert isinstance(route, APIRoute)
        for method in sorted(route.methods):
            yield method, route.path, route.endpoint.access  # type: ignore[attr-defined]


@pytest.mark.parametrize("role", [None, Role.AGENT, Role.ADMIN])
def test_every_page_is_for_those_whom_it_is_for(
    room: DeskRoom, visitor: Visitor, ticket_id: str, role: Role | None
) -> None:
    seen = 0
    for method, path, access in routes(room):
        if path == "/desk/sign-out":
            continue
        address = path.format(ticket_id=ticket_id, token="none")
        browser = visitor(role)
        answer = browser.get(address) if method == "GET" else browser.post(address)
        sent_away = answer.headers.get("location") == "/desk/sign-in"
        refused = answer.status_code == 403
        if role is None:
            assert sent_away == (access is not Access.ANYONE), path
        else:
            assert refused == (access is Access.ADMIN and role is Role.AGENT), path
            assert not sent_away, path
        assert answer.status_code < 500, path
        seen += 1
    assert seen >= 15


def test_nothing_is_done_by_a_form_of_somebody_else(
    room: DeskRoom, visitor: Visitor, ticket_id: str
) -> None:
    agent, other = visitor(Role.AGENT), visitor(Role.AGENT)
    posts = [path for method, path, access in routes(room)
             if method == "POST" and access is not Access.ANYONE]  # fmt: skip
    assert len(posts) == 9
    for path in posts:
        address = path.format(ticket_id=ticket_id)
        for csrf in ("", other.csrf, "x"):
            forged = agent.post(address, csrf=csrf, status="denied", why="x", text="x", to="me")
            assert forged.status_code == 403
        elsewhere = agent.client.post(
            address, data={"csrf": agent.csrf, "status": "denied", "why": "x"},
            headers={"sec-fetch-site": "cross-site"}, follow_redirects=False,
        )  # fmt: skip
        assert elsewhere.status_code == 403
    ticket = room.store.find(ticket_id)
    assert ticket.status is TicketStatus.RECEIVED
    assert room.work.notes(ticket_id) == []
    assert agent.get("/desk/queue").status_code == 200


def test_signing_in_and_out(visitor: Visitor) -> None:
    agent = visitor(Role.AGENT)
    cookie = agent.client.cookies.get(COOKIE)
    assert cookie
    assert agent.get("/desk").headers["location"] == "/desk/queue"
    assert agent.post("/desk/sign-out").headers["location"] == "/desk/sign-in"
    agent.client.cookies.set(COOKIE, cookie)
    assert agent.get("/desk/queue").headers["location"] == "/desk/sign-in"


def test_the_cookie_is_for_this_site_and_no_script(room: DeskRoom, visitor: Visitor) -> None:
    room.accounts.accept(room.accounts.invite("bo", Role.AGENT), PASSWORD)
    answer = visitor(None).sign_in("bo")
    told = answer.headers["set-cookie"]
    assert told.startswith(f"{COOKIE}=")
    for part in ("HttpOnly", "Secure", "SameSite=strict", "Path=/"):
        assert part in told


def test_a_wrong_password_is_a_sentence(room: DeskRoom, visitor: Visitor) -> None:
    room.accounts.accept(room.accounts.invite("bo", Role.AGENT), PASSWORD)
    answer = visitor(None).post("/desk/sign-in", name="bo", password="wrong")
    assert answer.status_code == 401
    assert "don&#39;t belong together" in answer.text


def test_who_is_invited_chooses_a_password_on_a_page(room: DeskRoom, visitor: Visitor) -> None:
    browser = visitor(None)
    address = f"/desk/welcome/{room.accounts.invite('bo', Role.AGENT)}"
    assert "Welcome, bo" in browser.get(address).text
    differ = browser.post(address, password=PASSWORD, again="other")
    assert (differ.status_code, "differ" in differ.text) == (400, True)
    assert browser.post(address, password="short", again="short").status_code == 400
    done = browser.post(address, password=PASSWORD, again=PASSWORD)
    assert done.headers["location"] == "/desk/sign-in"
    assert browser.get(address).status_code == 404
    assert browser.sign_in("bo").status_code == 303


def test_pages_can_not_be_embedded_and_run_nothing_of_others(visitor: Visitor) -> None:
    for path in ("/desk/sign-in", "/desk/queue", "/desk/nothing"):
        policy = visitor(Role.AGENT).get(path).headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy
        assert "form-action 'self'" in policy
        assert "unsafe-inline" not in policy
        assert visitor(Role.AGENT).get(path).headers["cache-control"] == "no-store"


def test_the_queue_has_what_is_due_first_at_the_top_with_words(
    room: DeskRoom, visitor: Visitor, filing: Make, clock: Clock
) -> None:
    for turn, right in enumerate((Right.OPT_OUT, Right.DELETE, Right.OTHER)):
        room.store.file(filing(replace(DELETE, right=right), turn=turn))
    agent = visitor(Role.AGENT)
    page = agent.get("/desk/queue").text
    assert page.index("due in 14 days") < page.index("due in 21 days") < page.index("no time limit")
    clock.at = NOW + timedelta(days=10)
    agent = visitor(Role.AGENT)
    assert "due in 4 days" in agent.get("/desk/queue").text
    clock.at = NOW + timedelta(days=30)
    page = visitor(Role.AGENT).get("/desk/queue?overdue=on").text
    assert "overdue since Mar 16" in page
    assert "2 tickets" in page


def test_people_who_wait_come_first_and_those_in_distress_before_all(
    room: DeskRoom, visitor: Visitor, filing: Make, ticket_id: str
) -> None:
    for turn, reason in enumerate((Reason.POLICY_SILENT, Reason.DISTRESS, Reason.LEGAL_THREAT)):
        story = Handover(
            reason=reason, summary="s", transcript=(Said(by="shopper", text="<b>help</b>"),),
            language="en",
        )  # fmt: skip
        made = replace(filing(RightsRequest(right=Right.OTHER), turn=turn), handover=story)
        room.store.file(replace(made, key=f"{turn}", clocks=()))
    page = visitor(Role.AGENT).get("/desk/queue").text
    places = [page.index(f": {words}") for words in ("distress", "legal threat", "policy silent")]
    assert places == sorted(places)
    assert places[-1] < page.index(ticket_id)
    assert "waiting since Mar 2, 10:30" in page
    handoff = page.partition("/desk/tickets/")[2].partition('"')[0]
    shown = visitor(Role.AGENT).get(f"/desk/tickets/{handoff}").text
    assert "&lt;b&gt;help&lt;/b&gt;" in shown


def test_half_a_character_takes_no_page_away(
    room: DeskRoom, visitor: Visitor, filing: Make
) -> None:
    wish = replace(DELETE, details="Delete \ud800 it. \x00")
    reference = room.store.file(filing(wish)).reference
    admin = visitor(Role.ADMIN)
    for path in (f"tickets/{reference}", "queue", "tickets.csv", "tickets.jsonl"):
        answer = admin.get(f"/desk/{path}")
        assert answer.status_code == 200
    assert "Delete ? it." in admin.get(f"/desk/tickets/{reference}").text


def test_a_page_that_breaks_says_so_without_what_broke_it(
    room: DeskRoom, visitor: Visitor, ticket_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = visitor(Role.AGENT)

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("ana@example.com")

    monkeypatch.setattr(type(room.store), "find", breaks)
    answer = agent.get(f"/desk/tickets/{ticket_id}")
    assert (answer.status_code, "Please try again" in answer.text) == (500, True)
    assert "ana@example.com" not in answer.text


def test_several_are_changed_at_once_and_what_was_not_is_said(
    room: DeskRoom, visitor: Visitor, filing: Make
) -> None:
    ids = [
        room.store.file(filing(replace(DELETE, right=right), turn=turn)).reference
        for turn, right in enumerate((Right.DELETE, Right.ACCESS, Right.OPT_OUT))
    ]
    room.store.move(ids[2], TicketStatus.FULFILLED, by="bo", why="done", at=NOW)
    agent = visitor(Role.AGENT)

    def change(*chosen: str, **form: str) -> str:
        data = {"csrf": agent.csrf, "ticket": list(chosen), **form}
        return agent.client.post("/desk/queue", data=data).text

    assert "Tick the tickets" in change(do="take")
    assert "2 of 2 changed" in change(*ids[:2], do="take")
    assert set(room.work.assigned()) == set(ids[:2])
    assert "Choose where they stand" in change(ids[0], do="move")
    told = change(*ids, "7KQ2-M0XT-9A4B-ZC1D-5", do="move", status="in_progress", why="begun")
    assert "2 of 4 changed" in told
    assert f"{ids[2]}: A ticket that is fulfilled can&#39;t become in_progress" in told
    assert "There is no ticket 7KQ2" in told
    assert [room.store.find(one).status for one in ids] == [
        "in_progress", "in_progress", "fulfilled",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 2), ("right=delete", 1), ("right=nonsense", 2), ("state=Oregon", 2), ("state=Texas", 0),
     ("status=in_progress", 1), ("kind=handoff", 0), ("mine=on", 1), ("overdue=on", 0),
     ("closed=on", 3), ("status=denied", 1)],
)  # fmt: skip
def test_the_queue_is_filtered(
    room: DeskRoom, visitor: Visitor, filing: Make, query: str, count: int
) -> None:
    ids = [
        room.store.file(filing(replace(DELETE, right=right), turn=turn)).reference
        for turn, right in enumerate((Right.DELETE, Right.OPT_OUT, Right.ACCESS))
    ]
    room.store.move(ids[0], TicketStatus.IN_PROGRESS, by="bo", why="begun", at=NOW)
    room.store.move(ids[2], TicketStatus.DENIED, by="bo", why="no match", at=NOW)
    agent = visitor(Role.AGENT)
    agent.post(f"/desk/tickets/{ids[1]}/assign", to="me")
    page = agent.get(f"/desk/queue?{query}").text
    assert f"{count} ticket" in page
    assert page.count("/desk/tickets/") - page.count("/desk/tickets.") >= count


def test_a_ticket_is_shown_whole_and_none_of_its_words_are_markup(
    visitor: Visitor, ticket_id: str
) -> None:
    page = visitor(Role.AGENT).get(f"/desk/tickets/{ticket_id.lower()}").text
    assert "Ana &lt;b&gt;Cruz&lt;/b&gt;" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "outside california" in page
    assert "CCR §7021(a)" in page


def test_a_ticket_is_moved_in_allowed_ways_with_a_reason(
    room: DeskRoom, visitor: Visitor, ticket_id: str
) -> None:
    agent = visitor(Role.AGENT)
    move = f"/desk/tickets/{ticket_id}/move"
    assert agent.post(move, status="in_progress", why="begun").status_code == 303
    impossible = agent.post(move, status="received", why="typed with care")
    assert impossible.status_code == 409
    assert "can&#39;t become received" in impossible.text
    assert "typed with care" in impossible.text
    assert agent.post(move, status="nonsense", why="x").status_code == 400
    assert "Say why" in agent.post(move, status="denied", why=" ").text
    assert agent.post(move, status="extended", why="two systems").status_code == 303
    ticket = room.store.find(ticket_id)
    assert [(one.after, one.by) for one in ticket.history[1:]] == [
        ("in_progress", "agent-0"), ("extended", "agent-0"),
    ]  # fmt: skip
    assert room.store.first_broken() is None


def test_notes_and_owners(room: DeskRoom, visitor: Visitor, ticket_id: str) -> None:
    agent = visitor(Role.AGENT)
    address = f"/desk/tickets/{ticket_id}"
    assert agent.post(f"{address}/note", text="").status_code == 400
    agent.post(f"{address}/note", text="Called her. <i>")
    agent.post(f"{address}/assign", to="me")
    page = agent.get(address).text
    assert "Called her. &lt;i&gt;" in page
    assert "Give it back" in page
    agent.post(f"{address}/assign", to="nobody")
    assert "Take it" in agent.get(address).text
    assert [one.deed for one in room.deeds.latest(3)] == ["assigned", "assigned", "noted"]
    room.store.move(ticket_id, TicketStatus.FULFILLED, by="bo", why="done", at=NOW)
    room.store.erase_expired(before=NOW + timedelta(days=1))
    assert room.work.notes(ticket_id) == []


@pytest.mark.parametrize("room", [frozenset({Channel.SHOPPER})], indirect=True)
def test_who_asked_is_written_to_with_what_the_policy_says(
    room: DeskRoom, visitor: Visitor, ticket_id: str, tmp_path: Path
) -> None:
    agent = visitor(Role.AGENT)
    address = f"/desk/tickets/{ticket_id}"
    page = agent.get(address).text
    assert f"this is about your request to have data deleted ({ticket_id})." in page
    assert "As a California consumer, you have the right to request" in page
    assert agent.post(f"{address}/write", letter=" \n").status_code == 409
    sent = agent.post(f"{address}/write", letter="Hello Ana,\n\nit is done. \0")
    assert sent.headers["location"] == address
    outbox = SqlOutbox(open_engine(f"sqlite:///{tmp_path}/tickets.sqlite3"))
    (letter,) = [one for one in outbox.undelivered() if one.event is Event.REPLIED]
    assert letter.body == "Hello Ana,\n\nit is done. "
    assert room.store.find(ticket_id).history[-1].why == "wrote to who asked"
    room.store.move(ticket_id, TicketStatus.DENIED, by="bo", why="no match", at=NOW)
    room.store.erase_expired(before=NOW + timedelta(days=1))
    assert [one.body for one in outbox.undelivered() if one.event is Event.REPLIED] == [None]


@pytest.mark.parametrize("room", [frozenset({Channel.SHOPPER})], indirect=True)
def test_who_gave_no_address_can_not_be_written_to(
    room: DeskRoom, visitor: Visitor, filing: Make
) -> None:
    request = RightsRequest(right=Right.STOP_SMS, requester=Requester(phone="212-555-0148"))
    reference = room.store.file(filing(request)).reference
    agent = visitor(Role.AGENT)
    assert "Send it" not in agent.get(f"/desk/tickets/{reference}").text
    answer = agent.post(f"/desk/tickets/{reference}/write", letter="Hello")
    assert (answer.status_code, "no e-mail address" in answer.text) == (409, True)


@pytest.mark.parametrize("path", ["", "/move", "/note", "/assign", "/write"])
def test_guessed_references_find_nothing(visitor: Visitor, path: str) -> None:
    agent = visitor(Role.AGENT)
    address = f"/desk/tickets/7KQ2-M0XT-9A4B-ZC1D-5{path}"
    form = {"status": "denied", "why": "x", "text": "x", "to": "me", "letter": "x"}
    answer = agent.post(address, **form) if path else agent.get(address)
    assert (answer.status_code, "no ticket" in answer.text) == (404, True)


def test_asking_is_answered_with_clause_ids(visitor: Visitor) -> None:
    agent = visitor(Role.AGENT)
    assert "autofocus" in agent.get("/desk/ask").text
    page = agent.get("/desk/ask?q=Do+you+sell+my+data%3F").text
    assert "crypjama/california/sharing/5" in page
    assert 'value="Do you sell my data?"' in page
    assert agent.get("/desk/ask?q=" + "x" * 3000).status_code == 200


def test_the_record_counts_a_year(
    room: DeskRoom, visitor: Visitor, filing: Make, ticket_id: str
) -> None:
    other = room.store.file(filing(replace(DELETE, right=Right.ACCESS), turn=1)).reference
    room.store.move(ticket_id, TicketStatus.FULFILLED, by="bo", why="done", at=NOW + timedelta(9))
    room.store.move(other, TicketStatus.DENIED, by="bo", why="no match", at=NOW + timedelta(3))
    page = visitor(Role.AGENT).get("/desk/record?year=2026").text
    assert "<td>1</td><td>1</td><td>0</td><td>0</td><td>0</td><td>9.0</td>" in page
    assert "<td>1</td><td>0</td><td>1</td><td>0</td><td>0</td><td>3.0</td>" in page
    assert "No requests were received in 2025" in visitor(Role.AGENT).get(
        "/desk/record?year=2025"
    ).text  # fmt: skip


def test_an_admin_takes_tickets_along_and_that_is_logged(
    room: DeskRoom, visitor: Visitor, ticket_id: str
) -> None:
    admin = visitor(Role.ADMIN)
    (line,) = admin.get("/desk/tickets.jsonl").text.splitlines()
    assert json.loads(line)["ticket_id"] == ticket_id
    header, row = csv.reader(io.StringIO(admin.get("/desk/tickets.csv").text))
    told = dict(zip(header, row, strict=True))
    assert told["email"] == "ana@example.com"
    assert room.deeds.latest(1)[0].deed == "exported"
    page = admin.get("/desk/deeds").text
    assert "This log is whole" in page
    assert "exported" in page


def test_no_cell_is_a_formula(room: DeskRoom, visitor: Visitor, filing: Make) -> None:
    wish = replace(DELETE, order="=1+1", requester=replace(ANA, name="@SUM(A1)"))
    room.store.file(filing(wish))
    text = visitor(Role.ADMIN).get("/desk/tickets.csv").text
    assert "'=1+1" in text
    assert "'@SUM(A1)" in text


def test_without_a_desk_there_are_no_pages(room: DeskRoom) -> None:
    from starlette.testclient import TestClient

    from assistant.web.application import build_app
    from settings import Settings

    client = Browser(
        TestClient(build_app(room.responder, Settings()), base_url="https://localhost")
    )
    assert client.get("/desk/sign-in").status_code == 404


def test_a_ticket_is_given_to_somebody_who_can_sign_in(
    room: DeskRoom, visitor: Visitor, ticket_id: str
) -> None:
    agent, other = visitor(Role.AGENT), visitor(Role.AGENT)
    assert other
    room.accounts.invite("new", Role.AGENT)  # who has yet to choose a password
    page = agent.get(f"/desk/tickets/{ticket_id}").text
    assert "<option>agent-1</option>" in page
    assert "<option>new</option>" not in page
    agent.post(f"/desk/tickets/{ticket_id}/assign", to="agent-1")
    assert room.work.assigned() == {ticket_id: "agent-1"}
    assert ticket_id in other.get("/desk/queue?mine=on").text
    for stranger in ("new", "gone", "<b>", ""):
        refused = agent.post(f"/desk/tickets/{ticket_id}/assign", to=stranger)
        assert refused.status_code == 400
        assert room.work.assigned() == {ticket_id: "agent-1"}
    agent.post(f"/desk/tickets/{ticket_id}/assign", to="nobody")
    assert room.work.assigned() == {}


def test_the_queue_shows_what_was_handed_to_whom(
    room: DeskRoom, visitor: Visitor, ticket_id: str, filing: Make
) -> None:
    story = Handover(
        reason=Reason.LEGAL_THREAT, summary="sues", transcript=(), language="en"
    )  # fmt: skip
    handed = room.store.file(replace(filing(DELETE, turn=7), handover=story)).reference
    agent = visitor(Role.AGENT)
    page = agent.get("/desk/queue?queue=legal").text
    assert handed in page
    assert ticket_id not in page
    assert handed not in agent.get("/desk/queue?queue=care").text
