"""All that the routes for key holders work with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from assistant.api.keys import ApiKeys
from assistant.chat import Responder
from assistant.kept import Keeper, KeptConversations
from assistant.live import LiveConversations
from assistant.saved import SavedAnswers
from assistant.saved.opening import open_saved
from assistant.tickets.desk import TicketDesk
from assistant.tickets.opening import open_tickets_engine
from assistant.tickets.sql_outbox import SqlOutbox
from settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The API of one shop."""

    responder: Responder
    """Answers conversations, and files what they ask for."""
    desk: TicketDesk
    conversations: KeptConversations
    keeper: Keeper
    saved: SavedAnswers
    live: LiveConversations
    keys: ApiKeys
    outbox: SqlOutbox
    now: Callable[[], datetime]


def open_office(
    settings: Settings,
    responder: Responder,
    desk: TicketDesk,
    *,
    conversations: KeptConversations,
    keeper: Keeper,
) -> Office:
    """The API over the same store as the chat's; ``StoreUnavailable`` where it can't be had."""
    engine = open_tickets_engine(settings)
    return Office(
        responder=responder,
        desk=desk,
        conversations=conversations,
        keeper=keeper,
        saved=open_saved(settings, responder.policy),
        live=LiveConversations(engine),
        keys=ApiKeys(engine, policy_id=responder.policy.policy_id, now=desk.filings.now),
        outbox=SqlOutbox(engine, policy_id=responder.policy.policy_id),
        now=desk.filings.now,
    )
