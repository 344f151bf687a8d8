"""What the pages of the desk have in common."""

from enum import StrEnum
from typing import TypeVar

from fastapi.responses import RedirectResponse, Response

from assistant.desk.rendering import Pages
from assistant.desk.room import DeskRoom
from assistant.desk.visit import Visit
from assistant.tickets.store import UnknownTicket
from assistant.tickets.ticket import Ticket

E = TypeVar("E", bound=StrEnum)


class DeskPart:
    """Answers visits to some pages; who visits has been checked before."""

    def __init__(self, room: DeskRoom, pages: Pages) -> None:
        self._room = room
        self._pages = pages

    def _found(self, visit: Visit) -> Ticket | None:
        try:
            return self._room.store.find(visit.path["ticket_id"])
        except UnknownTicket:
            return None

    def _whole(self, ticket: Ticket) -> Ticket:
        """A ticket out of a list, with its history."""
        return self._room.store.find(ticket.ticket_id)

    def _no_ticket(self, visit: Visit) -> Response:
        return self._refusal(visit, "There is no ticket of that reference.", status=404)

    def _refusal(self, visit: Visit, sentence: str, *, status: int) -> Response:
        return self._pages.page("refusal", visit, status=status, sentence=sentence)

    def _back_to(self, ticket_id: str) -> Response:
        return RedirectResponse(f"/desk/tickets/{ticket_id}", status_code=303)


def as_file(text: str, name: str, kind: str) -> Response:
    """Something to be saved; half of a character that somebody typed does not break it."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text.encode(errors="replace"), media_type=kind, headers=headers)


def one_of(kinds: type[E], name: str | None) -> E | None:
    """The one of that name; None where there is none."""
    return kinds(name) if name in set(kinds) else None
