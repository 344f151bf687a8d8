"""The queue: what is there to do, and several tickets changed at once."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fastapi.responses import Response

from assistant.desk.pages.part import DeskPart, as_file, one_of
from assistant.desk.queue import Filter, lines
from assistant.desk.visit import Visit
from assistant.errors import AssistantError
from assistant.tickets.handover import Queue
from assistant.tickets.ticket import Ticket, TicketKind, TicketStatus
from assistant.tickets.ticket_json import ticket_as_json
from corpus import Right

_CELL_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class QueuePages(DeskPart):
    """The tickets, filtered, changed, and taken along."""

    def queue(self, visit: Visit) -> Response:
        """The tickets, those that are due first at the top."""
        return self._queue(visit, outcome=[])

    def many_changed(self, visit: Visit) -> Response:
        """The queue, with what became of the tickets that were ticked."""
        if not visit.chosen:
            return self._queue(visit, outcome=["Tick the tickets that you mean."], status=400)
        after = one_of(TicketStatus, visit.form.get("status"))
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
            queues=list(Queue), wants_mine=bool(wanted.mine), outcome=outcome,
        )  # fmt: skip

    def as_json(self, visit: Visit) -> Response:
        """The tickets of the queue as a file of JSON lines."""
        found = [self._whole(line.ticket) for line in self._lines(_filter(visit))]
        self._exported(visit, len(found))
        body = "".join(f"{json.dumps(ticket_as_json(one), ensure_ascii=False)}\n" for one in found)
        return as_file(body, "tickets.jsonl", "application/jsonl")

    def as_csv(self, visit: Visit) -> Response:
        """The tickets of the queue as a table."""
        found = [line.ticket for line in self._lines(_filter(visit))]
        self._exported(visit, len(found))
        written = io.StringIO()
        writer = csv.writer(written)
        writer.writerow(_COLUMNS)
        writer.writerows(map(_row, found))
        return as_file(written.getvalue(), "tickets.csv", "text/csv")

    def _lines(self, wanted: Filter) -> list[Any]:
        room = self._room
        tickets, owners = room.store.listed(), room.work.assigned()
        return list(lines(tickets, wanted, owners=owners, now=room.now(), zone=room.zone))

    def _exported(self, visit: Visit, count: int) -> None:
        self._room.deeds.note(
            by=visit.name, deed="exported", about=f"{count} tickets", at=self._room.now()
        )


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


def _filter(visit: Visit) -> Filter:
    """What the address of the page looks for; what it can't mean is left out."""
    query = visit.query
    return Filter(
        kind=one_of(TicketKind, query.get("kind")),
        queue=one_of(Queue, query.get("queue")),
        right=one_of(Right, query.get("right")),
        status=one_of(TicketStatus, query.get("status")),
        state=query.get("state") or None,
        overdue="overdue" in query,
        mine=visit.name if "mine" in query else None,
        closed="closed" in query,
    )
