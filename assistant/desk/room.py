"""All that the pages of the desk work with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from assistant.chat.responder import Responder
from assistant.desk.accounts import Accounts
from assistant.desk.deeds import Deeds
from assistant.desk.work import Work
from assistant.tickets.desk import TicketDesk
from assistant.tickets.opening import open_tickets_engine
from assistant.tickets.store import TicketStore
from settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRoom:
    """The desk of one shop."""

    responder: Responder
    """Answers look-ups; it files nothing."""
    store: TicketStore
    accounts: Accounts
    deeds: Deeds
    work: Work
    zone: ZoneInfo
    now: Callable[[], datetime]


def open_room(settings: Settings, responder: Responder, desk: TicketDesk) -> DeskRoom:
    """The desk over the same store as the chat's; ``StoreUnavailable`` where it can't be had."""
    engine = open_tickets_engine(settings)
    return DeskRoom(
        responder=responder,
        store=desk.store,
        accounts=Accounts(engine, now=desk.filings.now),
        deeds=Deeds(engine),
        work=Work(engine),
        zone=desk.filings.zone,
        now=desk.filings.now,
    )
