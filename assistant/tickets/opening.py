"""The store and the desk that the settings name."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from assistant.errors import WrongSetting
from assistant.support_hours import SupportHours, support_hours
from assistant.tickets.desk import TicketDesk
from assistant.tickets.engine import open_engine
from assistant.tickets.filing import FilingDesk
from assistant.tickets.outbox import Channel
from assistant.tickets.sql_store import SqlTicketStore
from corpus import Policy, Shelf
from settings import ROOT, Settings


def open_store(settings: Settings, *, policy_id: str | None = None) -> SqlTicketStore:
    """The store, with its tables up to date: of one policy, or of all in the database.

    ``StoreUnavailable`` where it can't be used, ``WrongSetting`` where its URL can't be one.
    """
    return SqlTicketStore(
        open_tickets_engine(settings), channels=channels(settings), policy_id=policy_id
    )


def open_tickets_engine(settings: Settings) -> Engine:
    """An engine for the database of the tickets; ``WrongSetting`` as in ``open_store``."""
    try:
        return open_engine(settings.database_url or f"sqlite:///{ROOT / 'tickets.sqlite3'}")
    except ValueError as error:
        raise WrongSetting("database_url", str(error)) from None


def channels(settings: Settings) -> frozenset[Channel]:
    """The channels that are set up, on which what happens is told."""
    mails = bool(settings.smtp_url)
    told = {
        Channel.SHOPPER: mails,
        Channel.TEAM: mails and bool(settings.team_mailbox),
        Channel.WEBHOOK: bool(settings.webhook_url),
    }
    return frozenset(channel for channel, is_set_up in told.items() if is_set_up)


def open_desk(settings: Settings, policy: Policy) -> TicketDesk:
    """Where requests under the policy are filed; errors as in ``open_store``."""
    return TicketDesk(
        filings=FilingDesk(
            policy=policy,
            rights=Shelf(settings.policies_folder).rights(policy),
            zone=ZoneInfo(settings.time_zone),
            now=utc_now,
            support=open_support_hours(settings),
        ),
        store=open_store(settings, policy_id=policy.policy_id),
    )


def open_support_hours(settings: Settings) -> SupportHours | None:
    """When people are there; None where it is not set, ``WrongSetting`` where it can't be read."""
    if settings.support_hours is None:
        return None
    within = settings.support_answers_within_hours
    return support_hours(
        settings.support_hours,
        zone=ZoneInfo(settings.time_zone),
        now=utc_now,
        answers_within=timedelta(hours=within) if within else None,
    )


def utc_now() -> datetime:
    """The time, as what is opened here has it."""
    return datetime.now(UTC)
