"""What somebody asks to be done with their data, as far as they have said it."""

from dataclasses import dataclass, field
from enum import StrEnum

from assistant.places import Jurisdiction, PlaceKind
from corpus import Right


class OnBehalfOf(StrEnum):
    """What makes the requester speak for another person."""

    AGENT = "agent"
    """Authorized to act, such as a lawyer or a privacy service (Cal. Code Regs. tit. 11, §7063)."""
    PARENT = "parent"
    """Or guardian, of a child."""
    ESTATE = "estate"
    """Of somebody who has died."""
    OTHER = "other"
    """Somebody else: a relative, a friend, an authority, or who can't be told."""


class Field(StrEnum):
    """What can be said of a request, beside the right."""

    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    STATE = "state"
    ORDER = "order"
    DETAILS = "details"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requester:
    """Whose data it is, in their own words; what was not said is None."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    jurisdiction: Jurisdiction | None = None
    """Where they live."""

    @property
    def state(self) -> str | None:
        """The name of the state of the United States that they live in."""
        place = self.jurisdiction
        return place.name if place and place.kind is PlaceKind.US_STATE else None


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsRequest:
    """One right, and all that was said of it."""

    right: Right
    requester: Requester = field(default_factory=Requester)
    order: str | None = None
    """Number of an order that helps to find the person."""
    on_behalf_of: OnBehalfOf | None = None
    """None where they speak for themselves."""
    details: str | None = None
    """In their own words: what to correct, which address to drop, which decision is appealed."""
