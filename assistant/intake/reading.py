"""A request with all that was said of it."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import reduce

from assistant.intake.behalf import on_behalf_of
from assistant.intake.contact import email, phone, without_contacts
from assistant.intake.home import home
from assistant.intake.order import order_number
from assistant.intake.person import name
from assistant.tickets.request import OnBehalfOf, Requester, RightsRequest
from corpus import Right

# Of all that is said until a request is filed; a message is at most half as long.
_LONGEST_DETAILS = 4000


def read_request(
    right: Right, messages: Iterable[str], *, not_theirs: Collection[str] = ()
) -> RightsRequest:
    """The request that the messages make, the last one first: what is said later counts.

    Each field stands in a message as it is filled, or is None. ``not_theirs`` are e-mail addresses
    of the shop's, in lower case.
    """
    return reduce(_completed, (_read(right, text, not_theirs) for text in messages))


def added(
    request: RightsRequest, message: str, *, not_theirs: Collection[str] = ()
) -> RightsRequest:
    """The request with what one more message says of it."""
    completed = _completed(_read(request.right, message, not_theirs), request)
    details = "\n".join(filter(None, [request.details, message]))
    return replace(completed, details=details[:_LONGEST_DETAILS])


def _read(right: Right, text: str, not_theirs: Collection[str]) -> RightsRequest:
    person = name(text)
    rest = without_contacts(text)
    behalf = on_behalf_of(text)
    if right is Right.CHILD_DATA:
        behalf = OnBehalfOf.PARENT
    return RightsRequest(
        right=right,
        requester=Requester(
            name=person,
            email=email(text, but=not_theirs),
            phone=phone(text),
            jurisdiction=home(rest.replace(person, " ") if person else rest),
        ),
        order=order_number(text),
        on_behalf_of=behalf,
        details=text,
    )


def _completed(later: RightsRequest, before: RightsRequest) -> RightsRequest:
    """The later one, with what only the one before it says."""
    new, old = later.requester, before.requester
    return replace(
        later,
        requester=Requester(
            name=new.name or old.name,
            email=new.email or old.email,
            phone=new.phone or old.phone,
            jurisdiction=new.jurisdiction or old.jurisdiction,
        ),
        order=later.order or before.order,
        on_behalf_of=later.on_behalf_of or before.on_behalf_of,
    )
