"""The form of an open request: the fields that it shows, and what was written into them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assistant import wording
from assistant.errors import AssistantError
from assistant.intake.contact import email, phone
from assistant.intake.needs import missing
from assistant.places import place_named
from assistant.reply import RightsIntake
from assistant.tickets.request import Field, Requester, RightsRequest
from corpus import Right

LONGEST = {
    Field.NAME: 100,
    Field.EMAIL: 254,
    Field.PHONE: 40,
    Field.STATE: 60,
    Field.ORDER: 40,
    Field.DETAILS: 2000,
}
"""Characters that a field takes."""
# Without their own words, nobody knows what is to be done.
_IN_WORDS = frozenset({Right.CORRECT, Right.CHILD_DATA, Right.APPEAL, Right.OTHER})


class UnusableField(AssistantError):
    """What was written into a field can't be what the field holds."""

    def __init__(self, field: Field, sentence: str) -> None:
        self.field = field
        self.sentence = sentence
        super().__init__(sentence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The fields of a form with what stands in them, in the order in which they are shown."""

    right: Right
    fields: Mapping[Field, str]

    def written(self, given: Mapping[Field, str]) -> "Sheet":
        """The same with what somebody wrote into the fields."""
        known = {field: given.get(field, text) for field, text in self.fields.items()}
        return replace(self, fields=known)


def sheet_of(intake: RightsIntake) -> Sheet:
    """The form of a request: what it needs, what is known of it, and no more."""
    request = intake.request
    told = _told(request)
    needed = {missing(RightsRequest(right=request.right))[0]}
    if request.right in _IN_WORDS:
        needed.add(Field.DETAILS)
    shown = [
        field for field in Field
        if field in needed or (told[field] and field is not Field.DETAILS)
    ]  # fmt: skip
    return Sheet(right=request.right, fields={field: told[field] for field in shown})


def filled_in(begun: RightsIntake, given: Mapping[Field, str]) -> RightsIntake:
    """The request with what the form says of it; ``UnusableField`` where it can't be that."""
    fields = sheet_of(begun).written(given).fields
    request = _with(begun.request, {field: text.strip() for field, text in fields.items()})
    return replace(begun, request=request, missing=missing(request), citations=())


def _told(request: RightsRequest) -> dict[Field, str]:
    who = request.requester
    place = who.jurisdiction
    told = {
        Field.NAME: who.name,
        Field.EMAIL: who.email,
        Field.PHONE: who.phone,
        Field.STATE: place.name if place else None,
        Field.ORDER: request.order,
        Field.DETAILS: request.details,
    }
    return {field: text or "" for field, text in told.items()}


def _with(request: RightsRequest, fields: Mapping[Field, str]) -> RightsRequest:
    for field, text in fields.items():
        if len(text) > LONGEST[field]:
            raise UnusableField(field, wording.too_long(field, LONGEST[field]))
    told = _told(request)
    changed = {field: text for field, text in fields.items() if text != told[field]}
    who = request.requester
    for field, text in changed.items():
        match field:
            case Field.NAME:
                who = replace(who, name=text or None)
            case Field.EMAIL:
                who = replace(who, email=_email(text))
            case Field.PHONE:
                who = replace(who, phone=_phone(text))
            case Field.STATE:
                who = _living(who, text)
            case Field.ORDER:
                request = replace(request, order=text or None)
            case Field.DETAILS:
                request = replace(request, details=text or None)
    return replace(request, requester=who)


def _email(text: str) -> str | None:
    if not text:
        return None
    address = email(text)
    # More than an address is not one: which part is meant is not ours to guess.
    if address is None or len(text.split()) > 1:
        raise UnusableField(Field.EMAIL, wording.NO_EMAIL())
    return address


def _phone(text: str) -> str | None:
    if not text:
        return None
    number = phone(text)
    if number is None:
        raise UnusableField(Field.PHONE, wording.NO_PHONE())
    return number


def _living(who: Requester, text: str) -> Requester:
    place = place_named(text) if text else None
    if text and place is None:
        raise UnusableField(Field.STATE, wording.NO_STATE())
    return replace(who, jurisdiction=place)
