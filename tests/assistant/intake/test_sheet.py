"""The form of a request: what it shows, and what may be written into it."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.intake.needs import missing
from assistant.intake.sheet import LONGEST, UnusableField, filled_in, sheet_of
from assistant.places import Jurisdiction, PlaceKind
from assistant.reply import RightsIntake
from assistant.tickets.request import Field, Requester, RightsRequest
from corpus import Right

OREGON = Jurisdiction(name="Oregon", code="US-OR", kind=PlaceKind.US_STATE)
ANA = Requester(name="Ana", email="ana@example.com", phone="212-555-0148", jurisdiction=OREGON)
WHOLE = RightsRequest(right=Right.DELETE, requester=ANA, order="48213", details="delete it")


def begun(request: RightsRequest) -> RightsIntake:
    return RightsIntake(text="", request=request, missing=missing(request))


@pytest.mark.parametrize(
    ("right", "fields"),
    [
        (Right.DELETE, ["email"]),
        (Right.OPT_OUT, ["email"]),
        (Right.STOP_SMS, ["phone"]),
        (Right.CORRECT, ["email", "details"]),
        (Right.APPEAL, ["email", "details"]),
    ],
)
def test_a_form_has_what_the_right_needs(right: Right, fields: list[str]) -> None:
    assert list(sheet_of(begun(RightsRequest(right=right))).fields) == fields


def test_what_is_known_stands_in_it() -> None:
    assert sheet_of(begun(WHOLE)).fields == {
        Field.NAME: "Ana", Field.EMAIL: "ana@example.com", Field.PHONE: "212-555-0148",
        Field.STATE: "Oregon", Field.ORDER: "48213",
    }  # fmt: skip


def test_what_is_sent_as_it_stands_changes_nothing() -> None:
    for request in (WHOLE, replace(WHOLE, right=Right.CORRECT), RightsRequest(right=Right.OTHER)):
        intake = begun(request)
        assert filled_in(intake, sheet_of(intake).fields).request == request


def test_what_is_written_is_taken_and_what_is_emptied_is_forgotten() -> None:
    filled = filled_in(begun(WHOLE), {
        Field.NAME: " Bo ", Field.EMAIL: "bo@example.com", Field.PHONE: "", Field.STATE: "tx",
        Field.ORDER: "",
    })  # fmt: skip
    who = filled.request.requester
    assert (who.name, who.email, who.phone, who.state) == ("Bo", "bo@example.com", None, "Texas")
    assert filled.request.order is None
    assert filled.missing == ()


def test_a_needed_field_that_is_emptied_is_missing() -> None:
    assert filled_in(begun(WHOLE), {Field.EMAIL: " "}).missing == (Field.EMAIL,)


def test_fields_that_are_not_shown_are_not_taken() -> None:
    filled = filled_in(begun(RightsRequest(right=Right.DELETE)), {Field.NAME: "Eve"})
    assert filled.request.requester.name is None


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        (Field.EMAIL, "ana@", "no e-mail address"),
        (Field.EMAIL, "ana@example.com bo@example.com", "no e-mail address"),
        (Field.EMAIL, "a" * 255, "at most 254"),
        (Field.PHONE, "12", "area code"),
        (Field.STATE, "Narnia", "don't know that place"),
        (Field.NAME, "x" * 10_000, "at most 100 characters"),
        (Field.STATE, "'; DROP TABLE tickets; --", "don't know that place"),
    ],
)
def test_what_can_not_be_is_a_sentence(field: Field, text: str, sentence: str) -> None:
    with pytest.raises(UnusableField, match=sentence) as caught:
        filled_in(begun(WHOLE), {field: text})
    assert caught.value.field is field


@given(st.dictionaries(st.sampled_from(Field), st.text(max_size=300)))
def test_nothing_that_is_written_breaks_it(given: dict[Field, str]) -> None:
    with suppress(UnusableField):
        told = sheet_of(filled_in(begun(WHOLE), given)).fields
        assert all(len(text) <= LONGEST[field] for field, text in told.items())
