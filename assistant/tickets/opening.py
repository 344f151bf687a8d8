"""The store and the desk that the settings name."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from assistant.tickets.desk import TicketDesk
from assistant.tickets.engine import open_engine
from assistant.tickets.filing import FilingDesk
from assistant.tickets.sql_store import SqlTicketStore
from corpus import Policy, Shelf
from settings import ROOT, Settings


def open_store(settings: Settings) -> SqlTicketStore:
    """The store, with its tables up to date; ``StoreUnavailable`` where it can't be used."""
    url = settings.database_url or f"sqlite:///{ROOT / 'tickets.sqlite3'}"
    return SqlTicketStore(open_engine(url))


def open_desk(settings: Settings, policy: Policy) -> TicketDesk:
    """Where requests under the policy are filed; errors as in ``open_store``."""
    return TicketDesk(
        filings=FilingDesk(
            policy=policy,
            rights=Shelf(settings.policies_folder).rights(policy),
            zone=ZoneInfo(settings.time_zone),
            now=lambda: datetime.now(UTC),
        ),
        store=open_store(settings),
    )
