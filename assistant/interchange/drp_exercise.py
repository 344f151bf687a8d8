"""What a message of the Data Rights Protocol asks for, as a request of ours."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.intake.contact import email
from assistant.interchange.drp_message import RefusedMessage
from assistant.places import Jurisdiction, place_named
from assistant.tickets.request import OnBehalfOf, Requester, RightsRequest
from corpus import Right

# The protocol has no word for the other rights, and "sale:opt-in" is none that a policy gives.
_RIGHTS: Mapping[str, Right] = {
    "sale:opt-out": Right.OPT_OUT,
    "deletion": Right.DELETE,
    "access": Right.ACCESS,
    "access:categories": Right.KNOW,
    "access:specific": Right.ACCESS,
}
_REGIMES = (None, "ccpa", "voluntary")
_E164 = re.compile(r"\+[1-9]\d{6,14}")
_LONGEST_NAME = 200
_LONGEST_ID = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One right that an agent exercises for somebody."""

    request: RightsRequest
    agent_request_id: str | None


def read_exercise(told: Mapping[str, Any]) -> Exercise:
    """The request in a message that was checked; ``RefusedMessage`` where it can't be one."""
    action = told.get("exercise")
    # Drafts of the protocol wrote "sale:opt_out".
    right = _RIGHTS.get(action.replace("_", "-")) if isinstance(action, str) else None
    if right is None:
        raise RefusedMessage(400, f"exercise must be one of {', '.join(_RIGHTS)}.")
    if told.get("regime") not in _REGIMES:
        raise RefusedMessage(400, "regime must be ccpa, or left out.")
    requester = Requester(
        name=_text(told, "name", longest=_LONGEST_NAME),
        email=_email(told),
        phone=_phone(told),
        jurisdiction=_home(told),
    )
    if not (requester.email or requester.phone):
        raise RefusedMessage(400, "Give an email or a phone_number, to find whose data it is.")
    return Exercise(
        request=RightsRequest(
            right=right,
            requester=requester,
            on_behalf_of=OnBehalfOf.AGENT,
            details=_details(told, str(action)),
        ),
        agent_request_id=_text(told, "agent-request-id", longest=_LONGEST_ID),
    )


def _text(told: Mapping[str, Any], claim: str, *, longest: int) -> str | None:
    text = told.get(claim)
    if text is None:
        return None
    if not isinstance(text, str) or len(text) > longest or not text.isprintable():
        raise RefusedMessage(400, f"{claim} must be text of at most {longest} characters.")
    return text.strip() or None


def _email(told: Mapping[str, Any]) -> str | None:
    text = _text(told, "email", longest=254)
    if text is None:
        return None
    address = email(text)
    if address is None or len(text.split()) > 1:
        raise RefusedMessage(400, "email is no e-mail address.")
    return address


def _phone(told: Mapping[str, Any]) -> str | None:
    text = _text(told, "phone_number", longest=20)
    if text is not None and not _E164.fullmatch(text):
        raise RefusedMessage(400, "phone_number must be in E.164 form, such as +12125550148.")
    return text


def _home(told: Mapping[str, Any]) -> Jurisdiction | None:
    """Where they live, by OpenID Connect's address claim."""
    address = told.get("address")
    if address is None:
        return None
    if not isinstance(address, dict):
        raise RefusedMessage(400, "address must be an object.")
    for claim in ("region", "country"):
        text = _text(address, claim, longest=_LONGEST_NAME)
        if text and (place := place_named(text)) is not None:
            return place
    return None


def _details(told: Mapping[str, Any], action: str) -> str:
    """What else the team has to know, in the message's own words."""
    lines = [f"exercise: {action}"]
    lines += [
        f"{claim}: {told[claim]}"
        for claim in ("email_verified", "phone_number_verified", "address_verified")
        if isinstance(told.get(claim), bool)
    ]
    relationships = told.get("relationships")
    if isinstance(relationships, list):
        lines.append(f"relationships: {', '.join(map(str, relationships))[:_LONGEST_NAME]}")
    if (attorney := _text(told, "power_of_attorney", longest=500)) is not None:
        lines.append(f"power_of_attorney: {attorney}")
    return "\n".join(lines)
