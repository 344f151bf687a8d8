import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.tickets.engine import open_engine
from assistant.tickets.filing import Filing
from assistant.tickets.outbox import Channel
from assistant.tickets.request import Requester, RightsRequest
from assistant.tickets.sql_store import SqlTicketStore
from assistant.tickets.verbs import tickets
from assistant.web.listener import claim
from corpus import Right

ANA = Requester(name="Ana", email="ana@example.com")
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path}/tickets.sqlite3"
    monkeypatch.setenv("CLAUSEWISE_DATABASE_URL", url)
    return url


@pytest.fixture
def run(url: str) -> Run:
    assert url

    def running(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(tickets, arguments)
        return done.exit_code, done.output

    return running


@pytest.fixture
def reference(url: str, filing: Callable[..., Filing]) -> str:
    request = RightsRequest(right=Right.DELETE, requester=ANA)
    return SqlTicketStore(open_engine(url)).file(filing(request)).reference


def test_without_tickets_it_says_so(run: Run) -> None:
    assert run("list") == (0, "There are no open tickets.\n")
    assert run("verify")[1].startswith("0 changes, whole.")


def test_open_tickets_are_listed_and_closed_ones_where_they_are_asked_for(
    run: Run, reference: str
) -> None:
    assert f"{reference}  delete  received  " in run("list")[1]
    assert run("move", reference, "denied", "--by", "bo", "--why", "no match")[0] == 0
    assert reference not in run("list")[1]
    assert f"{reference}  delete  denied  nothing due" in run("list", "--all")[1]


def test_a_ticket_is_shown_whole(run: Run, reference: str) -> None:
    code, output = run("show", reference.lower())
    told = json.loads(output)
    assert (code, told["ticket_id"], told["requester"]["name"]) == (0, reference, "Ana")
    assert [one["after"] for one in told["history"]] == ["received"]


def test_an_impossible_move_is_a_sentence(run: Run, reference: str) -> None:
    code, output = run("move", reference, "expired", "--by", "bo", "--why", "old")
    assert code == 1
    assert "can't become expired. It can become awaiting_verification" in output


def test_an_unknown_reference_is_a_sentence(run: Run) -> None:
    code, output = run("show", "nonsense")
    assert (code, output.count("\n")) == (1, 1)
    assert "There is no ticket nonsense" in output


def test_all_tickets_are_exported_a_line_each(run: Run, reference: str) -> None:
    lines = run("export")[1].splitlines()
    assert [json.loads(line)["ticket_id"] for line in lines] == [reference]


def test_a_ticket_is_extended_with_a_reason_and_in_time(run: Run, reference: str) -> None:
    # It was received in March 2026: the time is over.
    code, output = run("extend", reference, "--by", "bo", "--why", "two systems")
    assert code == 1
    assert "The time to extend it ended on 2026-04-16" in output
    code, output = run("move", reference, "denied", "--by", "bo", "--why", " ")
    assert code == 1
    assert "Say why" in output


def test_without_a_way_of_delivery_it_says_so(run: Run) -> None:
    assert run("deliver") == (0, "No way of delivery is set up: tickets wait in the desk.\n")
    assert run("outbox") == (0, "Every message was delivered.\n")


def test_what_does_not_arrive_is_shown_and_tried_again(
    run: Run, monkeypatch: pytest.MonkeyPatch, url: str, filing: Callable[..., Filing]
) -> None:
    with claim("127.0.0.1", 0) as listener:
        port = listener.getsockname()[1]
    monkeypatch.setenv("CLAUSEWISE_WEBHOOK_URL", f"http://127.0.0.1:{port}/")  # nobody is there
    monkeypatch.setenv("CLAUSEWISE_WEBHOOK_SECRET", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    store = SqlTicketStore(open_engine(url), channels=frozenset({Channel.WEBHOOK}))
    filed = store.file(filing(RightsRequest(right=Right.DELETE, requester=ANA))).reference
    assert run("deliver") == (1, "0 delivered, 1 put off, 0 dead.\n")
    shown = run("outbox")[1]
    assert f"waiting  webhook  ticket.filed  {filed}  msg_" in shown
    assert "1 attempts: ConnectError" in shown
    assert run("deliver") == (0, "0 delivered, 0 put off, 0 dead.\n")


@pytest.mark.usefixtures("reference")
def test_a_broken_chain_is_told_with_exit_status_1(run: Run, url: str) -> None:
    with open_engine(url).begin() as connection:
        connection.exec_driver_sql("UPDATE changes SET why = 'x'")
    assert run("verify") == (1, "The chain of changes is broken at change 1.\n")


def test_who_asked_is_erased_when_the_time_has_come(
    run: Run, reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("move", reference, "fulfilled", "--by", "bo", "--why", "done")
    assert run("erase-expired")[1].startswith("0 erased")
    monkeypatch.setenv("CLAUSEWISE_RETENTION_DAYS", "0")
    assert run("erase-expired")[1].startswith("1 erased")
    assert json.loads(run("show", reference)[1])["requester"]["email"] is None


def test_a_database_that_cannot_be_had_is_a_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAUSEWISE_DATABASE_URL", "sqlite:////nowhere/at/all.sqlite3")
    code, output = run("list")
    assert code == 1
    assert "try again" in output
