"""One ticket: read, moved, noted, answered, taken."""

from fastapi.responses import Response

from assistant.desk.pages.part import DeskPart, one_of
from assistant.desk.queue import due_in_words
from assistant.desk.template import begun_letter
from assistant.desk.visit import Visit
from assistant.errors import AssistantError
from assistant.tickets.status import MOVES
from assistant.tickets.store import CantWrite, UnknownTicket
from assistant.tickets.ticket import Ticket, TicketKind, TicketStatus

_NOBODY = "nobody"


class TicketPages(DeskPart):
    """What somebody does with one ticket."""

    def ticket(self, visit: Visit) -> Response:
        """One ticket, whole."""
        return self._ticket(visit)

    def moved(self, visit: Visit) -> Response:
        """The ticket in its new status, or why it can't get there."""
        ticket_id, after = visit.path["ticket_id"], one_of(TicketStatus, visit.form.get("status"))
        if after is None:
            return self._ticket(visit, problem="Choose where it stands now.", status=400)
        try:
            self._room.store.move(
                ticket_id, after, by=visit.name, why=visit.form.get("why", ""),
                at=self._room.now(),
            )  # fmt: skip
        except UnknownTicket:
            return self._no_ticket(visit)
        except AssistantError as error:
            return self._ticket(visit, problem=str(error), status=409)
        return self._back_to(ticket_id)

    def noted(self, visit: Visit) -> Response:
        """The ticket with a note more."""
        text = visit.form.get("text", "").strip()
        ticket = self._found(visit)
        if ticket is None:
            return self._no_ticket(visit)
        if not text:
            return self._ticket(visit, problem="Write something into the note.", status=400)
        self._room.work.note(ticket.ticket_id, text, by=visit.name, at=self._room.now())
        return self._back_to(ticket.ticket_id)

    def written(self, visit: Visit) -> Response:
        """A letter to who asked, or why there is none."""
        try:
            self._room.store.write(
                visit.path["ticket_id"], visit.form.get("letter", ""), by=visit.name,
                at=self._room.now(),
            )  # fmt: skip
        except UnknownTicket:
            return self._no_ticket(visit)
        except CantWrite as error:
            return self._ticket(visit, problem=str(error), status=409)
        return self._back_to(visit.path["ticket_id"])

    def assigned(self, visit: Visit) -> Response:
        """The ticket, which is somebody's now or nobody's."""
        ticket = self._found(visit)
        if ticket is None:
            return self._no_ticket(visit)
        to = visit.form.get("to", "")
        if to not in ("me", _NOBODY, *self._colleagues()):
            problem = "Choose somebody who can sign in."
            return self._ticket(visit, problem=problem, status=400)
        name = None if to == _NOBODY else visit.name if to == "me" else to
        self._room.work.assign(ticket.ticket_id, name, by=visit.name, at=self._room.now())
        return self._back_to(ticket.ticket_id)

    def _colleagues(self) -> list[str]:
        """Who can be given a ticket."""
        return [one.name for one in self._room.accounts.listed() if one.is_active]

    def _ticket(self, visit: Visit, *, problem: str = "", status: int = 200) -> Response:
        ticket = self._found(visit)
        if ticket is None:
            return self._no_ticket(visit)
        urgency, due = due_in_words(ticket, self._room.now(), self._room.zone)
        return self._pages.page(
            "ticket", visit, status=status, ticket=ticket, problem=problem, urgency=urgency,
            due=due, onward=_onward(ticket),
            colleagues=self._colleagues(),
            owner=self._room.work.assigned().get(ticket.ticket_id),
            notes=self._room.work.notes(ticket.ticket_id), why=visit.form.get("why", ""),
            text=visit.form.get("text", ""),
            live_lines=self._room.live.lines(ticket.ticket_id),
            is_open=self._room.presence.is_open(ticket.ticket_id),
            letter=visit.form.get("letter") or begun_letter(ticket, self._room.responder.policy),
        )  # fmt: skip


# Nothing of a handoff is verified, extended or denied.
_OF_HANDOFFS = {TicketStatus.IN_PROGRESS, TicketStatus.FULFILLED, TicketStatus.WITHDRAWN}


def _onward(ticket: Ticket) -> list[TicketStatus]:
    """Where the ticket can be moved."""
    moves = MOVES[ticket.status]
    return sorted(moves & _OF_HANDOFFS if ticket.kind is TicketKind.HANDOFF else moves)
