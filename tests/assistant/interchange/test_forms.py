"""A ticket in our own words and in those of others."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from jsonschema import Draft202012Validator

from assistant.interchange.drp_status import DENIALS, as_drp_status
from assistant.interchange.opendsr import as_opendsr
from assistant.places import Jurisdiction, PlaceKind
from assistant.reason import Reason
from assistant.tickets.engine import open_engine
from assistant.tickets.filing import Filing
from assistant.tickets.handover import Queue
from assistant.tickets.request import OnBehalfOf, Requester, RightsRequest
from assistant.tickets.sql_store import SqlTicketStore
from assistant.tickets.status import MOVES
from assistant.tickets.ticket import Flag, Regime, Ticket, TicketKind, TicketStatus
from assistant.tickets.ticket_json import ticket_as_json
from corpus import Milestone, Right
from settings import ROOT
from tests.assistant.tickets.conftest import NOW

SCHEMA = json.loads((ROOT / "docs" / "ticket.schema.json").read_text(encoding="utf-8"))
OREGON = Jurisdiction(name="Oregon", code="US-OR", kind=PlaceKind.US_STATE)
ANA = Requester(name="Ana", email="ana@example.com", phone="212-555-0148", jurisdiction=OREGON)
Make = Callable[..., Filing]


@pytest.fixture
def store(tmp_path: Path) -> SqlTicketStore:
    return SqlTicketStore(open_engine(f"sqlite:///{tmp_path}/tickets.sqlite3"))


def valid(ticket: Ticket) -> None:
    told = json.loads(json.dumps(ticket_as_json(ticket)))
    validator = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
    validator.validate(told)


@pytest.mark.parametrize("right", Right)
def test_a_ticket_of_every_right_is_as_the_schema_says(
    store: SqlTicketStore, filing: Make, right: Right
) -> None:
    request = RightsRequest(
        right=right, requester=ANA, order="48213", on_behalf_of=OnBehalfOf.PARENT, details="…"
    )
    reference = store.file(filing(request)).reference
    valid(store.find(reference))
    store.move(reference, TicketStatus.FULFILLED, by="bo", why="done", at=NOW)
    store.erase_expired(before=NOW + timedelta(days=1))
    valid(store.find(reference))


def test_the_schema_has_every_word_and_no_other() -> None:
    assert Draft202012Validator.check_schema(SCHEMA) is None
    properties = SCHEMA["properties"]
    assert properties["right"]["enum"] == list(Right)
    assert properties["regime"]["enum"] == list(Regime)
    assert properties["flags"]["items"]["enum"] == list(Flag)
    assert properties["on_behalf_of"]["enum"] == [*OnBehalfOf, None]
    assert properties["clocks"]["items"]["properties"]["what"]["enum"] == list(Milestone)
    assert properties["kind"]["enum"] == list(TicketKind)
    assert properties["queue"]["enum"] == [*Queue, None]
    assert properties["handover"]["properties"]["reason"]["enum"] == list(Reason)
    assert SCHEMA["$defs"]["status"]["enum"] == list(TicketStatus)


def moved(store: SqlTicketStore, ticket_id: str, *statuses: TicketStatus) -> Ticket:
    for status in statuses:
        store.move(ticket_id, status, by="bo", why="no_match: nobody has that address", at=NOW)
    return store.find(ticket_id)


@pytest.mark.parametrize(
    ("status", "drp", "opendsr"),
    [
        (TicketStatus.AWAITING_VERIFICATION, "in_progress", "pending"),
        (TicketStatus.CONFIRMED, "in_progress", "in_progress"),
        (TicketStatus.IN_PROGRESS, "in_progress", "in_progress"),
        (TicketStatus.EXTENDED, "in_progress", "in_progress"),
        (TicketStatus.FULFILLED, "fulfilled", "completed"),
        (TicketStatus.DENIED, "denied", None),
        (TicketStatus.WITHDRAWN, "revoked", "cancelled"),
    ],
)
def test_where_a_ticket_stands_in_the_words_of_others(
    store: SqlTicketStore, filing: Make, status: TicketStatus, drp: str, opendsr: str | None
) -> None:
    reference = store.file(
        filing(RightsRequest(right=Right.DELETE, requester=replace(ANA, jurisdiction=None)))
    ).reference
    assert as_drp_status(store.find(reference))["status"] == "open"
    assert as_opendsr(store.find(reference))["request_status"] == "pending"
    ticket = moved(store, reference, status)
    assert as_drp_status(ticket)["status"] == drp
    assert as_opendsr(ticket)["request_status"] == opendsr


def test_every_status_has_a_word_in_the_protocol(store: SqlTicketStore, filing: Make) -> None:
    ticket = store.find(store.file(filing(RightsRequest(right=Right.DELETE))).reference)
    for status in MOVES:
        assert as_drp_status(replace(ticket, status=status))["status"]


def test_a_denial_has_its_reason_and_an_extension_its_new_date(
    store: SqlTicketStore, filing: Make
) -> None:
    request = RightsRequest(right=Right.DELETE, requester=ANA)
    first = store.file(filing(request)).reference
    assert as_drp_status(store.find(first))["expected_by"].startswith("2026-03-16")
    extended = moved(store, first, TicketStatus.EXTENDED)
    assert as_drp_status(extended)["expected_by"].startswith("2026-05-31")
    denied = as_drp_status(moved(store, first, TicketStatus.DENIED))
    assert (denied["reason"], denied["expected_by"]) == ("no_match", None)
    assert denied["processing_details"] == "no_match: nobody has that address"
    second = store.file(filing(request, turn=1)).reference
    store.move(second, TicketStatus.DENIED, by="bo", why="because", at=NOW)
    assert as_drp_status(store.find(second))["reason"] == "other"
    assert "other" in DENIALS


@pytest.mark.parametrize(
    ("right", "kind", "regulation"),
    [(Right.ACCESS, "access", "ccpa"), (Right.KNOW, "access", "ccpa"),
     (Right.DELETE, "erasure", "ccpa"), (Right.PORTABILITY, "portability", "ccpa"),
     (Right.CORRECT, None, "ccpa"), (Right.UNSUBSCRIBE_EMAIL, None, None)],
)  # fmt: skip
def test_what_opendsr_has_no_word_for_is_null(
    store: SqlTicketStore, filing: Make, right: Right, kind: str | None, regulation: str | None
) -> None:
    requester = replace(ANA, jurisdiction=None)
    reference = store.file(filing(RightsRequest(right=right, requester=requester))).reference
    told = as_opendsr(store.find(reference))
    assert (told["subject_request_type"], told["regulation"]) == (kind, regulation)
    assert UUID(told["subject_request_id"]).version == 4
    assert told == as_opendsr(store.find(reference))
    assert told["subject_identities"] == [
        {"identity_type": "email", "identity_value": "ana@example.com", "identity_format": "raw"}
    ]
