"""The pages of the desk: what each shows, and what each form does."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from fastapi.responses import RedirectResponse, Response

from assistant.conversation import Conversation
from assistant.desk.account import NoInvitation, NoSignIn, WeakPassword
from assistant.desk.queue import Filter, due_in_words, lines
from assistant.desk.record import figures
from assistant.desk.rendering import Pages
from assistant.desk.room import DeskRoom
from assistant.desk.template import begun_letter
from assistant.desk.visit import COOKIE, Visit
from assistant.errors import AssistantError, RefusedText
from assistant.reply_lines import reply_lines
from assistant.tickets.status import MOVES
from assistant.tickets.store import CantWrite, UnknownTicket
from assistant.tickets.ticket import Ticket, TicketKind, TicketStatus
from assistant.tickets.ticket_json import ticket_as_json
from corpus import Right

QUEUE = "/desk/queue"
_DEEDS_SHOWN = 200
_CELL_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
E = TypeVar("E", bound=StrEnum)


class DeskPages:
    """Answers visits; who visits has been checked before."""

    def __init__(self, room: DeskRoom) -> None:
        self._room = room
        company = room.responder.policy.company
        self._pages = Pages(company=company, zone=room.zone)

    def home(self, _visit: Visit) -> Response:
        """Where the work is."""
        return RedirectResponse(QUEUE, status_code=303)

    def sign_in(self, visit: Visit) -> Response:
        """The form to sign in by."""
        return self._pages.page("sign_in", visit, problem="")

    def signed_in(self, visit: Visit) -> Response:
        """The desk, or why not."""
        try:
            token = self._room.accounts.sign_in(
                visit.form.get("name", ""), visit.form.get("password", "")
            )
        except NoSignIn as error:
            return self._pages.page("sign_in", visit, status=401, problem=str(error))
        return _with_cookie(RedirectResponse(QUEUE, status_code=303), token)

    def sign_out(self, visit: Visit) -> Response:
        """The end of the session."""
        self._room.accounts.sign_out(visit.token)
        left = RedirectResponse("/desk/sign-in", status_code=303)
        left.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="strict")
        return left

    def welcome(self, visit: Visit) -> Response:
        """The form to choose a password by."""
        return self._welcome(visit, problem="")

    def welcomed(self, visit: Visit) -> Response:
        """The password is kept, or why not."""
        if visit.form.get("password", "") != visit.form.get("again", ""):
            return self._welcome(visit, problem="The two passwords differ.", status=400)
        try:
            self._room.accounts.accept(visit.path["token"], visit.form.get("password", ""))
        except WeakPassword as error:
            return self._welcome(visit, problem=str(error), status=400)
        except NoInvitation as error:
            return self._refusal(visit, str(error), status=404)
        return RedirectResponse("/desk/sign-in", status_code=303)

    def queue(self, visit: Visit) -> Response:
        """The tickets, those that are due first at the top."""
        return self._queue(visit, outcome=[])

    def many_changed(self, visit: Visit) -> Response:
        """The queue, with what became of the tickets that were ticked."""
        if not visit.chosen:
            return self._queue(visit, outcome=["Tick the tickets that you mean."], status=400)
        after = _one_of(TicketStatus, visit.form.get("status"))
        if visit.form.get("do") != "take" and after is None:
            return self._queue(visit, outcome=["Choose where they stand now."], status=400)
        outcome, done = [], 0
        for ticket_id in visit.chosen:
            try:
                self._change_one(visit, ticket_id, after)
                done += 1
            except AssistantError as error:
                outcome.append(f"{ticket_id}: {error}")
        return self._queue(visit, outcome=[f"{done} of {len(visit.chosen)} changed.", *outcome])

    def _change_one(self, visit: Visit, ticket_id: str, after: TicketStatus | None) -> None:
        room, now = self._room, self._room.now()
        if visit.form.get("do") == "take" or after is None:
            found = room.store.find(ticket_id).ticket_id
            room.work.assign(found, visit.name, by=visit.name, at=now)
        else:
            why = visit.form.get("why", "")
            room.store.move(ticket_id, after, by=visit.name, why=why, at=now)

    def _queue(self, visit: Visit, *, outcome: Sequence[str], status: int = 200) -> Response:
        wanted = _filter(visit)
        return self._pages.page(
            "queue", visit, status=status, lines=self._lines(wanted), filter=wanted,
            rights=list(Right), statuses=list(TicketStatus), kinds=list(TicketKind),
            wants_mine=bool(wanted.mine), outcome=outcome,
        )  # fmt: skip

    def ticket(self, visit: Visit) -> Response:
        """One ticket, whole."""
        return self._ticket(visit)

    def moved(self, visit: Visit) -> Response:
        """The ticket in its new status, or why it can't get there."""
        ticket_id, after = visit.path["ticket_id"], _one_of(TicketStatus, visit.form.get("status"))
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
        name = visit.name if visit.form.get("to") == "me" else None
        self._room.work.assign(ticket.ticket_id, name, by=visit.name, at=self._room.now())
        return self._back_to(ticket.ticket_id)

    def ask(self, visit: Visit) -> Response:
        """A box for questions, and what the policy says to the one in it."""
        question = visit.query.get("q", "").strip()
        answer = problem = ""
        if question:
            try:
                reply = self._room.responder.reply(Conversation.begin(), question)
                answer = "\n".join(reply_lines(reply))
            except RefusedText as refused:
                problem = refused.sentence
        return self._pages.page("ask", visit, question=question, answer=answer, problem=problem)

    def record(self, visit: Visit) -> Response:
        """The figures of a year."""
        now = self._room.now()
        told = visit.query.get("year", "")
        year = int(told) if told.isdecimal() and len(told) == 4 else now.year
        whole = map(self._whole, self._room.store.listed())
        return self._pages.page("record", visit, year=year, figures=figures(whole, year))

    def deeds(self, visit: Visit) -> Response:
        """Who did what, and whether the log is whole."""
        return self._pages.page(
            "deeds", visit, deeds=self._room.deeds.latest(_DEEDS_SHOWN),
            broken=self._room.deeds.first_broken(), changes_broken=self._room.store.first_broken(),
        )  # fmt: skip

    def as_json(self, visit: Visit) -> Response:
        """The tickets of the queue as a file of JSON lines."""
        found = [self._whole(line.ticket) for line in self._lines(_filter(visit))]
        self._exported(visit, len(found))
        body = "".join(f"{json.dumps(ticket_as_json(one), ensure_ascii=False)}\n" for one in found)
        return _file(body.encode(errors="replace"), "tickets.jsonl", "application/jsonl")

    def as_csv(self, visit: Visit) -> Response:
        """The tickets of the queue as a table."""
        found = [line.ticket for line in self._lines(_filter(visit))]
        self._exported(visit, len(found))
        written = io.StringIO()
        writer = csv.writer(written)
        writer.writerow(_COLUMNS)
        writer.writerows(map(_row, found))
        return _file(written.getvalue().encode(errors="replace"), "tickets.csv", "text/csv")

    def forbidden(self, visit: Visit) -> Response:
        """What somebody is told who may not."""
        return self._refusal(visit, "Only an admin may do that. Ask one.", status=403)

    def forged(self, visit: Visit) -> Response:
        """What somebody is told whose form was not on a page of theirs."""
        sentence = "That form is out of date. Go back, load the page again, and send it once more."
        return self._refusal(visit, sentence, status=403)

    def failed(self, visit: Visit) -> Response:
        """What somebody is told whose page broke."""
        sentence = "Something went wrong on our side, and nothing was changed. Please try again."
        return self._refusal(visit, sentence, status=500)

    def _lines(self, wanted: Filter) -> list[Any]:
        room = self._room
        tickets, owners = room.store.listed(), room.work.assigned()
        return list(lines(tickets, wanted, owners=owners, now=room.now(), zone=room.zone))

    def _welcome(self, visit: Visit, *, problem: str, status: int = 200) -> Response:
        try:
            account = self._room.accounts.invited(visit.path["token"])
        except NoInvitation as error:
            return self._refusal(visit, str(error), status=404)
        return self._pages.page("welcome", visit, status=status, account=account, problem=problem)

    def _ticket(self, visit: Visit, *, problem: str = "", status: int = 200) -> Response:
        ticket = self._found(visit)
        if ticket is None:
            return self._no_ticket(visit)
        urgency, due = due_in_words(ticket, self._room.now(), self._room.zone)
        return self._pages.page(
            "ticket", visit, status=status, ticket=ticket, problem=problem, urgency=urgency,
            due=due, onward=_onward(ticket),
            owner=self._room.work.assigned().get(ticket.ticket_id),
            notes=self._room.work.notes(ticket.ticket_id), why=visit.form.get("why", ""),
            text=visit.form.get("text", ""),
            letter=visit.form.get("letter") or begun_letter(ticket, self._room.responder.policy),
        )  # fmt: skip

    def _found(self, visit: Visit) -> Ticket | None:
        try:
            return self._room.store.find(visit.path["ticket_id"])
        except UnknownTicket:
            return None

    def _whole(self, ticket: Ticket) -> Ticket:
        return self._room.store.find(ticket.ticket_id)

    def _no_ticket(self, visit: Visit) -> Response:
        return self._refusal(visit, "There is no ticket of that reference.", status=404)

    def _refusal(self, visit: Visit, sentence: str, *, status: int) -> Response:
        return self._pages.page("refusal", visit, status=status, sentence=sentence)

    def _back_to(self, ticket_id: str) -> Response:
        return RedirectResponse(f"/desk/tickets/{ticket_id}", status_code=303)

    def _exported(self, visit: Visit, count: int) -> None:
        self._room.deeds.note(
            by=visit.name, deed="exported", about=f"{count} tickets", at=self._room.now()
        )


# Nothing of a handoff is verified, extended or denied.
_OF_HANDOFFS = {TicketStatus.IN_PROGRESS, TicketStatus.FULFILLED, TicketStatus.WITHDRAWN}


def _onward(ticket: Ticket) -> list[TicketStatus]:
    """Where the ticket can be moved."""
    moves = MOVES[ticket.status]
    return sorted(moves & _OF_HANDOFFS if ticket.kind is TicketKind.HANDOFF else moves)


_COLUMNS = (
    "ticket_id", "kind", "right", "queue", "status", "received_at", "due", "name", "email", "phone",
    "state", "order", "on_behalf_of", "flags", "details",
)  # fmt: skip


def _row(ticket: Ticket) -> Iterator[str]:
    """A ticket's cells; none of them is a formula to a spreadsheet."""
    told = ticket_as_json(ticket)
    flat: Mapping[str, Any] = {**told, **told["requester"], "flags": " ".join(told["flags"])}
    for column in _COLUMNS:
        cell = "" if flat[column] is None else str(flat[column])
        yield f"'{cell}" if cell.startswith(_CELL_BEGINS_FORMULA) else cell


def _file(body: bytes, name: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type=kind, headers=headers)


def _with_cookie(answer: Response, token: str) -> Response:
    answer.set_cookie(COOKIE, token, path="/", secure=True, httponly=True, samesite="strict")
    return answer


def _filter(visit: Visit) -> Filter:
    """What the address of the page looks for; what it can't mean is left out."""
    query = visit.query
    return Filter(
        kind=_one_of(TicketKind, query.get("kind")),
        right=_one_of(Right, query.get("right")),
        status=_one_of(TicketStatus, query.get("status")),
        state=query.get("state") or None,
        overdue="overdue" in query,
        mine=visit.name if "mine" in query else None,
        closed="closed" in query,
    )


def _one_of(kinds: type[E], name: str | None) -> E | None:
    return kinds(name) if name in set(kinds) else None
