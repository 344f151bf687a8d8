"""What is read out of a request: the labels in unseen.yaml were written before the rules."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.intake.contact import addresses
from assistant.intake.reading import read_request
from assistant.tickets.request import RightsRequest
from corpus import Policy, Right

LABELLED = yaml.safe_load((Path(__file__).parent / "unseen.yaml").read_text(encoding="utf-8"))
FIELDS = ("name", "email", "phone", "state", "order", "on_behalf_of")


def filled(request: RightsRequest) -> dict[str, str]:
    requester = request.requester
    told = {
        "name": requester.name, "email": requester.email, "phone": requester.phone,
        "state": requester.state, "order": request.order, "on_behalf_of": request.on_behalf_of,
    }  # fmt: skip
    return {field: str(value) for field, value in told.items() if value is not None}


@pytest.mark.parametrize("labelled", LABELLED, ids=lambda one: one["text"][:40])
def test_what_is_said_is_filled_in_and_nothing_else(
    labelled: dict[str, Any], policy: Policy
) -> None:
    wanted = {field: str(labelled[field]) for field in FIELDS if field in labelled}
    theirs = addresses(policy.text) | {"privacy@crypjama.com"}
    request = read_request(Right.DELETE, [labelled["text"]], not_theirs=theirs)
    assert filled(request) == wanted


@pytest.mark.parametrize("labelled", LABELLED, ids=lambda one: one["text"][:40])
def test_every_field_stands_in_the_text(labelled: dict[str, Any]) -> None:
    request = read_request(Right.DELETE, [labelled["text"]])
    said = {**filled(request), "state": "", "on_behalf_of": ""}
    assert [value for value in said.values() if value.lower() not in labelled["text"].lower()] == []


def test_what_was_said_before_counts_where_it_is_not_said_anew() -> None:
    said = ["my email is new@example.com", "delete my data, I'm Ana Cruz, old@example.com"]
    request = read_request(Right.DELETE, said)
    assert filled(request) == {"name": "Ana Cruz", "email": "new@example.com"}


def test_an_address_of_the_shop_is_not_the_shoppers(policy: Policy) -> None:
    text = "I wrote to contact@crypjama.com and mail@sesreserve.com. Delete my data."
    assert read_request(Right.DELETE, [text]).requester.email == "contact@crypjama.com"
    request = read_request(Right.DELETE, [text], not_theirs=addresses(policy.text))
    assert request.requester.email is None


def test_who_asks_about_a_childs_data_asks_as_a_parent() -> None:
    request = read_request(Right.CHILD_DATA, ["please remove what she typed"])
    assert request.on_behalf_of == "parent"


@pytest.mark.parametrize(
    "text",
    ["", "💥" * 400, "@" * 2000, "a@" * 1000, "1" * 2000, "I'm " * 500, "order " * 300,
     "A. " * 600, "name: " * 300, "' OR 1=1; DROP TABLE tickets; --", "<script>alert(1)</script>"],
)  # fmt: skip
def test_odd_text_fills_nothing(text: str) -> None:
    assert filled(read_request(Right.DELETE, [text])) == {}
