"""E-mail by SMTP."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from assistant.delivery.letters import letter
from assistant.delivery.sender import Undelivered
from assistant.tickets.outbox import Channel, Message
from assistant.tickets.ticket import Ticket

_SECONDS = 15.0
_PORTS = {"smtp": 587, "smtps": 465}
_REFUSED_FOR_GOOD = 500
"""From this code on, the server will say the same tomorrow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """A server that takes mail, as ``smtp://user:password@host:port`` says it."""

    host: str
    port: int
    is_tls: bool
    """Whether it speaks TLS from the first byte; else it is to change to it."""
    user: str | None
    password: str | None

    @classmethod
    def of(cls, url: str) -> "MailServer":
        """The server of a URL; ``ValueError`` where it can't be one."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError("write smtp://USER:PASSWORD@HOST:PORT, or smtps:// for TLS throughout")
        return cls(
            host=parts.hostname,
            port=parts.port or _PORTS[parts.scheme],
            is_tls=parts.scheme == "smtps",
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
        )

    @property
    def is_here(self) -> bool:
        """Whether it runs on this machine, where nobody listens in."""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSender:
    """Sends to the shopper, and to the team."""

    server: MailServer
    sender: str
    team: str | None
    company: str
    contact: str

    def __call__(self, message: Message, ticket: Ticket, code: str | None) -> None:
        """Send the message; ``Undelivered`` where the server did not take it."""
        to_team = message.channel is Channel.TEAM
        address = self.team if to_team else ticket.request.requester.email
        if not address:
            raise Undelivered("there is no address to send it to", final=True)
        mail = self._mail(message, ticket, address, code)
        try:
            self._hand_over(mail)
        except (smtplib.SMTPException, OSError) as error:
            raise Undelivered(_reason(error), final=_is_final(error)) from error

    def _mail(
        self, message: Message, ticket: Ticket, address: str, code: str | None
    ) -> EmailMessage:
        written = letter(message, ticket, company=self.company, contact=self.contact, code=code)
        mail = EmailMessage(policy=SMTP)
        mail["From"] = self.sender
        mail["To"] = address
        mail["Subject"] = written.subject
        mail["Date"] = format_datetime(message.created_at)
        # The same for every attempt: a mailbox that gets it twice can tell.
        mail["Message-ID"] = f"<{message.message_id}@{self.sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(written.text)
        return mail

    def _hand_over(self, mail: EmailMessage) -> None:
        server = self.server
        context = ssl.create_default_context()
        if server.is_tls:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=_SECONDS, context=context
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
        with connection:
            if not server.is_tls:
                connection.ehlo()
                if connection.has_extn("starttls"):
                    connection.starttls(context=context)
                elif not server.is_here:
                    raise smtplib.SMTPNotSupportedError("the server offers no encryption")
            if server.user:
                connection.login(server.user, server.password or "")
            connection.send_message(mail)


def _reason(error: Exception) -> str:
    """The kind of the error and the server's code; its words may hold the address."""
    code = _code(error)
    return f"{type(error).__name__}{f' {code}' if code else ''}"


def _code(error: Exception) -> int | None:
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((code for code, _ in error.recipients.values()), default=None)
    return None


def _is_final(error: Exception) -> bool:
    # A wrong password or a refused sender is set right by whoever runs this: worth another try.
    if isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPSenderRefused):
        return False
    code = _code(error)
    return code is not None and code >= _REFUSED_FOR_GOOD


def check_address(address: str) -> str:
    """The address; ``ValueError`` where it is none, such as one with a line's end in it."""
    name, at, domain = address.partition("@")
    if not (name and at and domain) or any(c.isspace() for c in address) or "@" in domain:
        raise ValueError("write an e-mail address")
    return address
