"""A conversation that somebody at the desk takes over, and hands back."""

from typing import Any

from fastapi.responses import RedirectResponse, Response

from assistant.desk.pages.part import DeskPart
from assistant.desk.visit import Visit
from assistant.errors import AssistantError
from assistant.live import TakenOver
from assistant.tickets.status import CLOSED, MOVES
from assistant.tickets.ticket import Ticket, TicketKind, TicketStatus


class LivePages(DeskPart):
    """Taking over, writing, handing back."""

    def live(self, visit: Visit) -> Response:
        """The conversation as it goes on."""
        return self._live(visit)

    def lines(self, visit: Visit) -> Response:
        """What was written, for a page that is open."""
        ticket = self._handoff(visit)
        if ticket is None:
            return self._no_ticket(visit)
        return self._pages.page("lines", visit, **self._now(ticket))

    def joined(self, visit: Visit) -> Response:
        """The conversation, which is somebody's now, or why it can't be."""
        ticket, room = self._handoff(visit), self._room
        if ticket is None:
            return self._no_ticket(visit)
        if ticket.status in CLOSED:
            return self._live(visit, problem="It is closed.", status=409)
        try:
            room.live.join(ticket.ticket_id, visit.name, at=room.now())
        except TakenOver as taken:
            return self._live(visit, problem=str(taken), status=409)
        room.work.assign(ticket.ticket_id, visit.name, by=visit.name, at=room.now())
        if TicketStatus.IN_PROGRESS in MOVES[ticket.status]:
            room.store.move(
                ticket.ticket_id, TicketStatus.IN_PROGRESS, by=visit.name,
                why="talks to them in the chat", at=room.now(),
            )  # fmt: skip
        self._note(visit, "took over", ticket)
        return self._to_live(ticket)

    def said(self, visit: Visit) -> Response:
        """The conversation with a line more, or why not."""
        ticket, room = self._handoff(visit), self._room
        if ticket is None:
            return self._no_ticket(visit)
        try:
            room.live.answer(
                ticket.ticket_id, visit.name, visit.form.get("line", ""), at=room.now()
            )  # fmt: skip
        except AssistantError as error:
            return self._live(visit, problem=str(error), status=409)
        return self._to_live(ticket)

    def left(self, visit: Visit) -> Response:
        """The conversation, which is the assistant's again."""
        ticket, room = self._handoff(visit), self._room
        if ticket is None:
            return self._no_ticket(visit)
        # Whoever it is: somebody may have gone home without handing it back.
        if room.live.leave(ticket.ticket_id, at=room.now()):
            self._note(visit, "handed back", ticket)
        return self._to_live(ticket)

    def _live(self, visit: Visit, *, problem: str = "", status: int = 200) -> Response:
        ticket = self._handoff(visit)
        if ticket is None:
            return self._no_ticket(visit)
        return self._pages.page(
            "live", visit, status=status, ticket=ticket, problem=problem,
            line=visit.form.get("line", ""), **self._now(ticket),
        )  # fmt: skip

    def _now(self, ticket: Ticket) -> dict[str, Any]:
        room = self._room
        return {
            "live_lines": room.live.lines(ticket.ticket_id),
            "talking": room.live.talking(ticket.ticket_id),
            "is_open": room.presence.is_open(ticket.ticket_id),
        }

    def _handoff(self, visit: Visit) -> Ticket | None:
        ticket = self._found(visit)
        return ticket if ticket is not None and ticket.kind is TicketKind.HANDOFF else None

    def _note(self, visit: Visit, deed: str, ticket: Ticket) -> None:
        room = self._room
        room.deeds.note(by=visit.name, deed=deed, about=ticket.ticket_id, at=room.now())

    def _to_live(self, ticket: Ticket) -> Response:
        return RedirectResponse(f"/desk/tickets/{ticket.ticket_id}/live", status_code=303)
