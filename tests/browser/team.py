"""A shop with a support team: the real assistant, a real mail server, a clock that can be moved."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from zoneinfo import ZoneInfo

import uvicorn
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from playwright.sync_api import Browser, BrowserContext, Page, expect

from assistant.api.office import open_office
from assistant.delivery.background import delivering
from assistant.delivery.courier import Courier
from assistant.delivery.opening import _senders
from assistant.desk.account import Role
from assistant.desk.room import DeskRoom, open_room
from assistant.kept import Keeper
from assistant.kept.opening import open_conversations
from assistant.support_hours import support_hours
from assistant.tickets.desk import TicketDesk
from assistant.tickets.filing import FilingDesk
from assistant.tickets.opening import open_store, open_tickets_engine
from assistant.tickets.sql_outbox import SqlOutbox
from assistant.turn import Assistant
from assistant.web.application import build_app
from assistant.web.listener import address, claim
from corpus import Shelf
from settings import Settings

PASSWORD = "correct horse battery"  # noqa: S105 -- of nobody
ZONE = ZoneInfo("America/Los_Angeles")
WIDE, PHONE = (1280, 800), (390, 844)
_SECONDS = 20


@dataclass
class Clock:
    """The team's time."""

    at: datetime = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def pass_days(self, days: float) -> None:
        self.at += timedelta(days=days)


@dataclass
class Mailbox:
    """All mail that was sent."""

    messages: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 -- as aiosmtpd calls it
        self.messages.append(message_from_bytes(envelope.content or b"", policy=default))  # type: ignore[arg-type]
        return "250 OK"

    def to(self, mailbox: str) -> list[str]:
        """What was written to somebody, with its subject, the oldest first."""
        return [
            f"{one['subject']}\n{one.get_content()}"
            for one in self.messages
            if mailbox in str(one["to"])
        ]

    def code(self, mailbox: str) -> str:
        """The code that was sent to somebody, once it is there."""
        deadline = time.monotonic() + _SECONDS
        while time.monotonic() < deadline:
            for mail in self.to(mailbox):
                if found := re.search(r"^(\d{6}) is your code", mail, re.M):
                    return found[1]
            time.sleep(0.1)
        raise AssertionError(f"no code was sent to {mailbox}")


@dataclass
class Team:
    """The shop, and how its people and its shoppers get there."""

    origin: str
    room: DeskRoom
    clock: Clock
    mailbox: Mailbox
    keeper: Keeper
    context: BrowserContext
    """One for all, so that Gradio's files are fetched once; a page knows nothing of another."""
    pictures: Path | None = None
    """Where pictures are put, if anywhere."""

    def shopper(self, size: tuple[int, int]) -> Page:
        """The chat, opened afresh."""
        page = self._page(size)
        page.goto(f"{self.origin}/chat/")
        page.wait_for_selector("#question textarea")
        return page

    def agent(self, name: str, size: tuple[int, int]) -> Page:
        """The desk, where somebody has signed in by keyboard."""
        page = self._page(size)
        page.goto(f"{self.origin}/desk")
        expect(page.get_by_label("Name")).to_be_focused()
        page.keyboard.type(name)
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Queue")).to_be_visible()
        return page

    def picture(self, page: Page, name: str) -> None:
        """A picture to be looked at."""
        if self.pictures is not None:
            page.screenshot(path=self.pictures / f"{name}.png", full_page=True)

    def _page(self, size: tuple[int, int]) -> Page:
        page = self.context.new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        return page


@contextmanager
def at_work(
    assistant: Assistant, browser: Browser, folder: Path, *, pictures: Path | None = None
) -> Iterator[Team]:
    """A team of an admin and two agents, whose shop is served while the block runs."""
    clock, mailbox = Clock(), Mailbox()
    with claim("127.0.0.1", 0) as free:
        mail_port = free.getsockname()[1]
    settings = Settings(
        database_url=f"sqlite:///{folder}/tickets.sqlite3", questions_per_minute=10_000,
        smtp_url=f"smtp://127.0.0.1:{mail_port}", mail_from="shop@example.com",  # type: ignore[arg-type]
        team_mailbox="team@example.com",
    )  # fmt: skip
    support = support_hours(
        "Mo-Fr 09:00-17:00; PH off", zone=ZONE, now=clock, answers_within=timedelta(hours=4)
    )
    policy = assistant.policy
    filings = FilingDesk(
        policy=policy, rights=Shelf().rights(policy), zone=ZONE, now=clock, support=support
    )
    store = open_store(settings, policy_id=policy.policy_id)
    desk = TicketDesk(filings=filings, store=store)
    filing = assistant.filing_at(desk, hours=support)
    room = open_room(settings, assistant, desk, embedder=assistant.embedder)
    for name, role in (("bo", Role.ADMIN), ("cy", Role.AGENT), ("di", Role.AGENT)):
        room.accounts.accept(room.accounts.invite(name, role), PASSWORD)
    conversations = open_conversations(settings, policy)
    keeper = Keeper(conversations, now=clock)
    office = open_office(settings, filing, desk, conversations=conversations, keeper=keeper)
    courier = Courier(
        senders=_senders(settings, policy), store=store, now=clock,
        outbox=SqlOutbox(open_tickets_engine(settings), policy_id=policy.policy_id),
    )  # fmt: skip
    controller = Controller(mailbox, hostname="127.0.0.1", port=mail_port)
    controller.start()
    try:
        with claim("127.0.0.1", 0) as listener, delivering(courier, every=0.2):
            app = build_app(assistant, settings, filing=filing, room=room, office=office)
            server = uvicorn.Server(uvicorn.Config(app, log_config=None))
            thread = threading.Thread(
                target=server.run, kwargs={"sockets": [listener]}, daemon=True
            )
            thread.start()
            while not server.started:
                time.sleep(0.05)
            context = browser.new_context(reduced_motion="reduce")
            yield Team(
                origin=address(listener, "127.0.0.1"), room=room, clock=clock, mailbox=mailbox,
                keeper=keeper, context=context, pictures=pictures,
            )  # fmt: skip
            context.close()
            server.should_exit = True
            thread.join(timeout=10)
    finally:
        controller.stop()
