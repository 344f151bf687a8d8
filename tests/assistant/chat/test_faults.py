"""Faults in each stage of a turn, a full disk, a dead database: the shopper is told.

With the real assistant; what was acknowledged is looked for in the real database.
"""

import logging
import os
import re
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from assistant import wording
from assistant.chat.turn_taking import TurnTaking
from assistant.kept import Keeper, KeptConversations
from assistant.masking import Masker
from assistant.reason import Reason
from assistant.tickets.desk import TicketDesk
from assistant.tickets.engine import open_engine
from assistant.tickets.filing import FilingDesk
from assistant.tickets.handover import Queue
from assistant.tickets.reference import REFERENCE, read_reference
from assistant.tickets.sql_store import SqlTicketStore
from assistant.turn import Assistant
from corpus import Shelf
from tests.assistant.tickets.postgresql import ended, programs, running, started

TYPED = "What do you do with my plum-colored diary? And do you sell it?"
STAGES = (
    "passed", "proving", "asked_after", "open_request", "wants_more", "other_language",
    "standalone", "settled", "parts", "told", "trouble", "failed_again",
)  # fmt: skip


class Plum(Exception):
    """Holds what was typed, as errors do."""


def broken(*_: object, **__: object) -> Any:
    raise Plum(TYPED)


def filing_at(assistant: Assistant, store: SqlTicketStore) -> Assistant:
    filings = FilingDesk(
        policy=assistant.policy, rights=Shelf().rights(assistant.policy),
        zone=ZoneInfo("America/Los_Angeles"), now=lambda: datetime.now(UTC),
    )  # fmt: skip
    return assistant.filing_at(TicketDesk(filings=filings, store=store))


def said(turns: TurnTaking, text: str, page: str = "page") -> str:
    """What the page shows in the end."""
    *_, last = turns.say(page, text)
    return unescape(last.lines[-1].markdown)


def references(shown: str) -> list[str]:
    """The references in what is read of it, which the addresses of links are not."""
    read = re.sub(r"\]\([^)]*\)", "]", shown)
    found = (read_reference(one.group()) for one in REFERENCE.finditer(read))
    return list(dict.fromkeys(filter(None, found)))


@pytest.fixture
def store(tmp_path: Path) -> SqlTicketStore:
    return SqlTicketStore(open_engine(f"sqlite:///{tmp_path}/tickets.sqlite3"))


def check_handed(shown: str, store: SqlTicketStore, log: str) -> None:
    (reference,) = references(shown)
    ticket = store.find(reference)
    assert ticket.queue is Queue.TECHNICAL
    assert ticket.handover is not None
    assert ticket.handover.reason is Reason.INTERNAL_ERROR
    assert ticket.handover.transcript[-1].text == TYPED
    assert "Plum" in log
    assert "diary" not in log


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_that_breaks_hands_the_turn_to_a_person(
    assistant: Assistant, store: SqlTicketStore, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture, stage: str,
) -> None:  # fmt: skip
    turns = TurnTaking(filing_at(assistant, store), longest=2000)
    if stage == "wants_more":
        said(turns, "hello")
    with monkeypatch.context() as patched, caplog.at_level(logging.DEBUG):
        patched.setattr(f"assistant.turn.{stage}", broken)
        shown = said(turns, TYPED)
    check_handed(shown, store, caplog.text)
    assert said(turns, "Do you sell my data?").startswith("It depends")  # and the chat goes on


@pytest.mark.parametrize("part", ["route", "answer", "search", "match"])
def test_a_part_that_breaks_hands_the_turn_to_a_person(
    assistant: Assistant, store: SqlTicketStore, caplog: pytest.LogCaptureFixture, part: str
) -> None:
    class Broken:
        search = coverage = nearest = matches = scores = broken

        def __getattr__(self, _name: str) -> Any:
            return broken

    answering = assistant.answering
    changed: Assistant = {
        "route": lambda: replace(assistant, route=broken),
        "answer": lambda: replace(assistant, answering=Broken()),  # type: ignore[arg-type]
        "search": lambda: replace(assistant, answering=replace(answering, retriever=Broken())),
        "match": lambda: replace(assistant, answering=replace(answering, reviewed=Broken())),  # type: ignore[arg-type]
    }[part]()
    if part == "answer":
        # It also holds the policy: with nothing left, the way to a person is still told.
        object.__setattr__(changed.answering, "policy", assistant.policy)
        object.__setattr__(changed.answering, "contact", assistant.contact)
    turns = TurnTaking(filing_at(changed, store), longest=2000)
    with caplog.at_level(logging.DEBUG):
        shown = said(turns, TYPED)
    check_handed(shown, store, caplog.text)


def test_where_nobody_can_be_handed_it_the_way_to_a_person_is_told(
    assistant: Assistant, store: SqlTicketStore, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    turns = TurnTaking(filing_at(assistant, store), longest=2000)
    monkeypatch.setattr("assistant.turn.passed", broken)
    monkeypatch.setattr("assistant.handing_over.read_request", broken)
    with caplog.at_level(logging.DEBUG):
        shown = said(turns, TYPED)
    assert f"write to a person at {assistant.contact}" in shown
    assert "diary" not in caplog.text
    assert store.listed() == []


def filed_until_refused(turns: TurnTaking, most: int = 400) -> tuple[set[str], str]:
    """References that shoppers were told, and what the first one who was refused was told."""
    told: set[str] = set()
    for number in range(most):
        page = f"page {number}"
        said(turns, f"Delete my data, I'm in California, s{number}@example.com", page)
        shown = said(turns, "yes", page)
        found = set(references(shown))
        if not found:
            return told, shown
        told |= found
    raise AssertionError("it never ran full")


def test_on_a_full_disk_the_shopper_is_told_and_nothing_acknowledged_is_missing(
    assistant: Assistant, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=700k", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no small disk can be mounted here, so none is filled")
    try:
        url = f"sqlite:///{disk}/tickets.sqlite3"
        store = SqlTicketStore(open_engine(url))
        kept = KeptConversations(open_engine(url), policy_id="crypjama", masker=Masker())
        keeper = Keeper(kept, now=lambda: datetime.now(UTC))
        turns = TurnTaking(filing_at(assistant, store), longest=2000, keeper=keeper)
        told, refused = filed_until_refused(turns)
        assert len(told) > 5
        assert wording.NOT_FILED() in refused
        keeper.finish()
        subprocess.run(["mount", "-o", "remount,size=20m", str(disk)], check=True)
        page = f"page {len(told)}"
        told |= set(references(said(turns, "yes", page)))  # who was refused says it once more
        there = SqlTicketStore(open_engine(url))
        assert {one.ticket_id for one in there.listed()} == told
        assert there.first_broken() is None
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_while_the_database_is_dead_the_shopper_is_told_and_can_say_yes_again(
    assistant: Assistant,
) -> None:
    folder = programs()
    if folder is None:
        assert os.environ.get("CI") != "true", "CI needs PostgreSQL's server programs"
        pytest.skip("there are no server programs of PostgreSQL here")
    with running(folder) as url:
        store = SqlTicketStore(open_engine(url))
        turns = TurnTaking(filing_at(assistant, store), longest=2000)
        said(turns, "Delete my data, I'm in California, before@example.com", "before")
        told = set(references(said(turns, "yes", "before")))
        said(turns, "Delete my data, I'm in California, ana@example.com")
        ended(folder, url)
        assert wording.NOT_FILED() in said(turns, "yes")
        # A question is answered all the same; a person is named, with no reference to look up.
        assert said(turns, "Do you sell my data?", "asks").startswith("It depends")
        handed = said(turns, "I want to talk to a person", "person")
        assert assistant.contact in handed
        assert not set(references(handed))
        started(folder, url)
        told |= set(references(said(turns, "yes")))
        assert len(told) == 2
        assert {one.ticket_id for one in store.listed()} == told
        assert store.first_broken() is None
