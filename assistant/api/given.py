"""What the API is given, as the store takes it."""

from fastapi import HTTPException

from assistant.api.ticket_contract import RequesterGiven, RequestGiven
from assistant.intake.contact import email
from assistant.intake.needs import missing
from assistant.places import place_named
from assistant.tickets.request import Requester, RightsRequest


def requester_of(given: RequesterGiven) -> Requester:
    """Who asks; 422 where an address or a place can't be one."""
    address = email(given.email) if given.email else None
    if given.email and address is None:
        raise HTTPException(422, '"requester.email": there can be no such address.')
    place = place_named(given.state) if given.state else None
    if given.state and place is None:
        raise HTTPException(422, '"requester.state": no state or country is called so.')
    return Requester(name=given.name, email=address, phone=given.phone, jurisdiction=place)


def request_of(given: RequestGiven) -> RightsRequest:
    """What is asked for; 422 where it can't be filed yet."""
    request = RightsRequest(
        right=given.right, requester=requester_of(given.requester), order=given.order,
        on_behalf_of=given.on_behalf_of, details=given.details,
    )  # fmt: skip
    if needed := missing(request):
        told = ", ".join(f"requester.{field}" for field in needed)
        raise HTTPException(422, f"This right needs {told} as well.")
    return request
