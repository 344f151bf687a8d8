"""All that the pages of the desk work with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from assistant.chat.responder import Responder
from assistant.chat.switch import Switch
from assistant.desk.accounts import Accounts
from assistant.desk.deeds import Deeds
from assistant.desk.grounds import Grounds, open_grounds
from assistant.desk.lookups import Lookups
from assistant.desk.single_sign_on import Provider, open_provider
from assistant.desk.work import Work
from assistant.kept import KeptConversations
from assistant.kept.opening import open_conversations
from assistant.live import LiveConversations
from assistant.live.presence import Presence
from assistant.masking.opening import open_masker
from assistant.tickets.desk import TicketDesk
from assistant.tickets.opening import open_tickets_engine
from assistant.tickets.store import TicketStore
from index.embedder import Embedder
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
    lookups: Lookups
    conversations: KeptConversations
    grounds: Grounds
    live: LiveConversations
    presence: Presence
    provider: Provider | None = None
    """Of single sign-on, where it is set up."""
    zone: ZoneInfo
    now: Callable[[], datetime]

    @property
    def switch(self) -> Switch:
        """What the chat looks by, whether somebody here has a conversation."""
        return Switch(live=self.live, presence=self.presence, now=self.now)


def open_room(
    settings: Settings,
    responder: Responder,
    desk: TicketDesk,
    *,
    embedder: Embedder | None = None,
) -> DeskRoom:
    """The desk over the same store as the chat's; ``StoreUnavailable`` where it can't be had.

    ``embedder`` is the one that is loaded already, if one is.
    """
    engine = open_tickets_engine(settings)
    policy_id = responder.policy.policy_id
    return DeskRoom(
        responder=responder,
        store=desk.store,
        accounts=Accounts(engine, now=desk.filings.now, policy_id=policy_id),
        deeds=Deeds(engine, policy_id=policy_id),
        work=Work(engine, policy_id=policy_id),
        live=LiveConversations(engine),
        lookups=Lookups(engine, masker=open_masker(responder.policy)),
        conversations=open_conversations(settings, responder.policy),
        grounds=open_grounds(settings, responder.policy, embedder),
        presence=Presence(),
        provider=open_provider(settings, engine, now=desk.filings.now),
        zone=desk.filings.zone,
        now=desk.filings.now,
    )
