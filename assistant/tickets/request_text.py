"""A request as JSON text, and back."""

import json

from assistant.places import Jurisdiction, PlaceKind
from assistant.tickets.request import OnBehalfOf, Requester, RightsRequest
from corpus import Right


def request_text(request: RightsRequest) -> str:
    """The request as JSON, the same for equal requests."""
    requester, place = request.requester, request.requester.jurisdiction
    return json.dumps(
        {
            "right": request.right,
            "name": requester.name,
            "email": requester.email,
            "phone": requester.phone,
            "lives_in": [place.name, place.code, place.kind] if place else None,
            "order": request.order,
            "on_behalf_of": request.on_behalf_of,
            "details": request.details,
        }
    )


def request_of(text: str) -> RightsRequest:
    """The request that ``request_text`` wrote."""
    told = json.loads(text)
    place, behalf = told["lives_in"], told["on_behalf_of"]
    return RightsRequest(
        right=Right(told["right"]),
        requester=Requester(
            name=told["name"],
            email=told["email"],
            phone=told["phone"],
            jurisdiction=Jurisdiction(name=place[0], code=place[1], kind=PlaceKind(place[2]))
            if place
            else None,
        ),
        order=told["order"],
        on_behalf_of=OnBehalfOf(behalf) if behalf else None,
        details=told["details"],
    )
