"""The ways of delivery that the settings name."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from assistant.delivery.courier import Courier
from assistant.delivery.mail import MailSender, MailServer, check_address
from assistant.delivery.sender import Sender
from assistant.delivery.webhook import WebhookSender, check_url, read_key
from assistant.errors import WrongSetting
from assistant.tickets.opening import channels, open_store, open_tickets_engine, utc_now
from assistant.tickets.outbox import Channel
from assistant.tickets.sql_outbox import SqlOutbox
from corpus import Policy
from settings import Settings

T = TypeVar("T")


def open_courier(settings: Settings, policy: Policy) -> Courier:
    """What delivers.

    ``WrongSetting`` where a way is set up by halves; ``StoreUnavailable`` where the database can't
    be used.
    """
    return Courier(
        senders=_senders(settings, policy),
        outbox=SqlOutbox(open_tickets_engine(settings), policy_id=policy.policy_id),
        store=open_store(settings, policy_id=policy.policy_id),
        now=utc_now,
    )


def _senders(settings: Settings, policy: Policy) -> Mapping[Channel, Sender]:
    """A sender for each channel that is set up."""
    told = channels(settings)
    found: dict[Channel, Sender] = {}
    if Channel.SHOPPER in told:
        mail = _mail(settings, policy)
        found = {channel: mail for channel in (Channel.SHOPPER, Channel.TEAM) if channel in told}
    if Channel.WEBHOOK in told:
        found[Channel.WEBHOOK] = _webhook(settings)
    return found


def _mail(settings: Settings, policy: Policy) -> MailSender:
    if not settings.mail_from:
        raise WrongSetting("mail_from", "set it to the address that mail is sent from")
    for field, address in (
        ("mail_from", settings.mail_from),
        ("team_mailbox", settings.team_mailbox),
    ):
        if address:
            _checked(field, check_address, address)
    url = settings.smtp_url.get_secret_value() if settings.smtp_url else ""
    return MailSender(
        server=_checked("smtp_url", MailServer.of, url),
        sender=settings.mail_from,
        team=settings.team_mailbox,
        company=policy.company,
        contact=settings.contact or policy.contact or policy.company,
    )


def _webhook(settings: Settings) -> WebhookSender:
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    return WebhookSender(
        url=_checked("webhook_url", check_url, settings.webhook_url or ""),
        key=_checked("webhook_secret", read_key, secret),
        now=utc_now,
    )


def _checked(field: str, read: Callable[[str], T], value: str) -> T:
    try:
        return read(value)
    except ValueError as error:
        raise WrongSetting(field, str(error)) from None
