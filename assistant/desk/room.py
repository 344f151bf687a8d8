"""All that the pages of the desk work with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from assistant.chat.responder import Responder
from assistant.chat.switch import Switch
from assistant.desk.accounts import Accounts
from assistant.desk.deeds import Deeds
from assistant.desk.work import Work
from assistant.live import LiveConversations
from assistant.live.presence import Presence
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
    live: LiveConversations
    presence: Presence
    zone: ZoneInfo
    now: Callable[[], datetime]

    @property
    def switch(self) -> Switch:
        """What the chat looks by, whether somebody here has a conversation."""
        return Switch(live=self.live, presence=self.presence, now=self.now)


def open_room(settings: Settings, responder: Responder, desk: TicketDesk) -> DeskRoom:
    """The desk over the same store as the chat's; ``StoreUnavailable`` where it can't be had."""
    engine = open_tickets_engine(settings)
    policy_id = responder.policy.policy_id
    return DeskRoom(
        responder=responder,
        store=desk.store,
        accounts=Accounts(engine, now=desk.filings.now, policy_id=policy_id),
        deeds=Deeds(engine, policy_id=policy_id),
        work=Work(engine, policy_id=policy_id),
        live=LiveConversations(engine),
        presence=Presence(),
        zone=desk.filings.zone,
        now=desk.filings.now,
    )
