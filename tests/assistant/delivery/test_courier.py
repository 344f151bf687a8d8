"""What arrives while receivers drop, delay and refuse: a real store, over real sockets."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email import policy as email_policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import sleep

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from assistant.delivery.background import delivering
from assistant.delivery.courier import SCHEDULE, Courier, Delivery
from assistant.delivery.mail import MailSender, MailServer
from assistant.delivery.sender import Sender, Undelivered
from assistant.delivery.webhook import WebhookSender, read_key, signature
from assistant.tickets.engine import open_engine
from assistant.tickets.filing import Filing
from assistant.tickets.outbox import Channel, Message, MessageState
from assistant.tickets.request import Requester, RightsRequest
from assistant.tickets.sql_outbox import SqlOutbox
from assistant.tickets.sql_store import SqlTicketStore
from assistant.tickets.store import Proof
from assistant.tickets.ticket import Ticket, TicketStatus
from assistant.web.listener import claim
from corpus import Right

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 -- of the specification's example
ANA = Requester(name="Ana\r\nBcc: eve@example.com", email="ana@example.com")
DELETE = RightsRequest(right=Right.DELETE, requester=ANA, details="<b>Delete</b> it all.")
Make = Callable[..., Filing]


@dataclass
class Clock:
    """A clock that a test moves on."""

    at: datetime = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@dataclass
class Mailbox:
    """What a mail server was given; ``refuses`` answers instead while it lasts."""

    mails: list[EmailMessage] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    refuses: list[str] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 -- so the library calls it
        if self.refuses:
            return self.refuses.pop(0)
        content = envelope.content
        assert isinstance(content, bytes)
        mail = message_from_bytes(content, policy=email_policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        self.to += envelope.rcpt_tos
        return "250 OK"


@dataclass
class Hook:
    """What a web server was posted; ``answers`` are given in turn, then 204."""

    url: str = ""
    posts: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[int | str] = field(default_factory=list)


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    box = Mailbox()
    with claim("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


@contextmanager
def served(hook: Hook) -> Iterator[Hook]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            answer = hook.answers.pop(0) if hook.answers else 204
            if answer == "drop":
                self.connection.close()
                return
            hook.posts.append((dict(self.headers.items()), body))
            if answer == "take and drop":
                self.connection.close()
                return
            if answer == "delay":
                sleep(0.3)
                answer = 200
            self.send_response(int(answer))
            if answer == 302:
                self.send_header("location", "http://127.0.0.1:1/elsewhere")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        hook.url = f"http://127.0.0.1:{server.server_port}/hook"
        yield hook
        server.shutdown()


@pytest.fixture
def hook() -> Iterator[Hook]:
    with served(Hook()) as hook:
        yield hook


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_courier(tmp_path: Path, clock: Clock) -> Callable[[dict[Channel, Sender]], Courier]:
    def opened(senders: dict[Channel, Sender]) -> Courier:
        engine = open_engine(f"sqlite:///{tmp_path}/tickets.sqlite3")
        store = SqlTicketStore(engine, channels=frozenset(senders))
        return Courier(outbox=SqlOutbox(engine), store=store, senders=senders, now=clock)

    return opened


@pytest.fixture
def by_mail(
    open_courier: Callable[[dict[Channel, Sender]], Courier], mailbox: tuple[Mailbox, int]
) -> Courier:
    server = MailServer.of(f"smtp://127.0.0.1:{mailbox[1]}")
    mail = MailSender(
        server=server, sender="privacy@shop.example", team="team@shop.example", company="Shop",
        contact="help@shop.example",
    )  # fmt: skip
    return open_courier({Channel.SHOPPER: mail, Channel.TEAM: mail})


@pytest.fixture
def by_hook(
    open_courier: Callable[[dict[Channel, Sender]], Courier], hook: Hook, clock: Clock
) -> Courier:
    sender = WebhookSender(url=hook.url, key=read_key(SECRET), now=clock)
    return open_courier({Channel.WEBHOOK: sender})


def test_a_filing_brings_mail_to_the_team_and_to_who_asked(
    by_mail: Courier, mailbox: tuple[Mailbox, int], filing: Make
) -> None:
    reference = by_mail.store.file(filing(DELETE)).reference
    assert by_mail.deliver_due() == Delivery(delivered=3)
    box = mailbox[0]
    assert Counter(box.to) == {"ana@example.com": 2, "team@shop.example": 1}
    texts = {mail["To"]: mail.get_content() for mail in box.mails}
    assert "In their words: <b>Delete</b> it all." in texts["team@shop.example"]
    to_ana = "".join(m.get_content() for m in box.mails if m["To"] == "ana@example.com")
    assert reference in to_ana
    assert "March 16, 2026" in to_ana
    assert "all." not in to_ana
    assert "Bcc" not in to_ana
    assert {mail["From"] for mail in box.mails} == {"privacy@shop.example"}
    assert all(mail["Auto-Submitted"] == "auto-generated" for mail in box.mails)


def test_the_code_in_the_mail_is_the_one_that_proves(
    by_mail: Courier, mailbox: tuple[Mailbox, int], filing: Make, clock: Clock
) -> None:
    reference = by_mail.store.file(filing(DELETE)).reference
    by_mail.deliver_due()
    (code,) = [m["Subject"].split()[-1] for m in mailbox[0].mails if "code" in m["Subject"]]
    assert by_mail.store.prove(reference, code, at=clock()) is Proof.GIVEN


def test_a_code_that_is_no_longer_wanted_is_not_sent(
    by_mail: Courier, mailbox: tuple[Mailbox, int], filing: Make, clock: Clock
) -> None:
    reference = by_mail.store.file(filing(DELETE)).reference
    by_mail.store.move(reference, TicketStatus.WITHDRAWN, by="bo", why="asked", at=clock())
    by_mail.deliver_due()
    assert not [mail for mail in mailbox[0].mails if "code" in mail["Subject"]]
    assert by_mail.outbox.undelivered() == []


def test_a_mail_is_tried_again_under_the_same_id(
    by_mail: Courier, mailbox: tuple[Mailbox, int], filing: Make, clock: Clock
) -> None:
    box = mailbox[0]
    box.refuses = ["451 later", "421 busy"]
    by_mail.store.file(filing(replace(DELETE, right=Right.OPT_OUT)))
    assert by_mail.deliver_due() == Delivery(put_off=2)
    assert {one.error for one in by_mail.outbox.undelivered()} == {
        "SMTPDataError 451", "SMTPDataError 421",
    }  # fmt: skip
    ids = {f"<{one.message_id}@shop.example>" for one in by_mail.outbox.undelivered()}
    clock.at += timedelta(seconds=6)
    assert by_mail.deliver_due() == Delivery(delivered=2)
    assert {mail["Message-ID"] for mail in box.mails} == ids


def test_what_a_mail_server_refuses_for_good_is_dead_at_once(
    by_mail: Courier, mailbox: tuple[Mailbox, int], filing: Make, clock: Clock
) -> None:
    mailbox[0].refuses = ["550 no such user"] * 2
    by_mail.store.file(filing(replace(DELETE, right=Right.OPT_OUT)))
    assert by_mail.deliver_due() == Delivery(dead=2)
    assert {one.state for one in by_mail.outbox.undelivered()} == {MessageState.DEAD}
    by_mail.outbox.revive(at=clock())
    assert by_mail.deliver_due() == Delivery(delivered=2)


def test_an_extension_is_told_with_its_reason_and_the_new_date(
    by_mail: Courier, mailbox: tuple[Mailbox, int], filing: Make, clock: Clock
) -> None:
    reference = by_mail.store.file(filing(DELETE)).reference
    by_mail.deliver_due()
    why = "your orders lie in two systems"
    by_mail.store.move(reference, TicketStatus.EXTENDED, by="bo", why=why, at=clock())
    by_mail.deliver_due()
    notice = mailbox[0].mails[-1].get_content()
    assert f"The reason: {why}" in notice
    assert "May 31, 2026" in notice


def test_a_letter_from_the_desk_is_sent_as_it_was_written(
    by_mail: Courier, mailbox: tuple[Mailbox, int], filing: Make, clock: Clock
) -> None:
    reference = by_mail.store.file(filing(DELETE)).reference
    by_mail.deliver_due()
    by_mail.store.write(reference, "Hello Ana,\n\nés ist getan.", by="bo", at=clock())
    by_mail.deliver_due()
    letter = mailbox[0].mails[-1]
    assert letter["To"] == "ana@example.com"
    assert reference in letter["Subject"]
    assert letter.get_content().splitlines() == ["Hello Ana,", "", "és ist getan."]


def test_to_elsewhere_nothing_is_sent_in_the_clear(
    mailbox: tuple[Mailbox, int], monkeypatch: pytest.MonkeyPatch, filing: Make,
    open_courier: Callable[[dict[Channel, Sender]], Courier],
) -> None:  # fmt: skip
    monkeypatch.setattr(MailServer, "is_here", False)
    server = MailServer.of(f"smtp://127.0.0.1:{mailbox[1]}")
    mail = MailSender(
        server=server, sender="p@shop.example", team=None, company="Shop", contact="h@shop.example"
    )
    courier = open_courier({Channel.SHOPPER: mail})
    courier.store.file(filing(replace(DELETE, right=Right.OPT_OUT)))
    assert courier.deliver_due() == Delivery(put_off=1)
    assert mailbox[0].mails == []


def test_a_webhook_is_signed_as_the_specification_says(
    by_hook: Courier, hook: Hook, filing: Make, clock: Clock
) -> None:
    example = signature(
        read_key(SECRET), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
    )
    assert example == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    reference = by_hook.store.file(filing(DELETE)).reference
    assert by_hook.deliver_due() == Delivery(delivered=1)
    ((headers, body),) = hook.posts
    told = json.loads(body)
    assert (told["type"], told["data"]["ticket_id"]) == ("ticket.filed", reference)
    stamp = int(headers["webhook-timestamp"])
    assert stamp == int(clock().timestamp())
    signed = signature(read_key(SECRET), headers["webhook-id"], stamp, body)
    assert headers["webhook-signature"] == signed


def test_what_is_sent_again_says_the_same_though_the_ticket_went_on(
    by_hook: Courier, hook: Hook, filing: Make, clock: Clock
) -> None:
    hook.answers = ["take and drop"]
    reference = by_hook.store.file(filing(DELETE)).reference
    by_hook.deliver_due()
    by_hook.store.move(reference, TicketStatus.IN_PROGRESS, by="bo", why="begun", at=clock())
    clock.at += timedelta(seconds=6)
    by_hook.deliver_due()
    bodies = {}
    for headers, body in hook.posts:
        bodies.setdefault(headers["webhook-id"], set()).add(body)
    assert len(hook.posts) == 3
    assert [len(said) for said in bodies.values()] == [1, 1]


def test_each_ticket_arrives_once_for_a_receiver_that_goes_by_the_id(
    by_hook: Courier, hook: Hook, filing: Make, clock: Clock
) -> None:
    hook.answers = ["drop", "take and drop", "delay", 500, 503, 429, 302, 200, 404] * 20
    references = set()
    for turn in range(60):
        requester = Requester(email=f"s{turn}@example.com")
        wish = RightsRequest(right=Right.OPT_OUT, requester=requester)
        references.add(by_hook.store.file(filing(wish, turn=turn)).reference)
    for wait in SCHEDULE:
        by_hook.deliver_due()
        clock.at += wait * 1.2
    by_hook.deliver_due()
    assert by_hook.outbox.undelivered() == []
    arrived = {headers["webhook-id"]: json.loads(body) for headers, body in hook.posts}
    assert len(hook.posts) > len(arrived)  # some came more than once
    assert Counter(told["data"]["ticket_id"] for told in arrived.values()) == Counter(references)


def test_a_receiver_that_is_gone_for_good_is_asked_no_more(
    by_hook: Courier, hook: Hook, filing: Make
) -> None:
    hook.answers = [410]
    by_hook.store.file(filing(DELETE))
    assert by_hook.deliver_due() == Delivery(dead=1)


def test_after_the_last_attempt_a_message_is_dead_and_says_why(
    by_hook: Courier, hook: Hook, filing: Make, clock: Clock
) -> None:
    hook.answers = [500] * 20
    by_hook.store.file(filing(DELETE))
    for wait in SCHEDULE:
        assert by_hook.deliver_due() == Delivery(put_off=1)
        clock.at += wait * 1.2
    assert by_hook.deliver_due() == Delivery(dead=1)
    (dead,) = by_hook.outbox.undelivered()
    assert (dead.state, dead.attempts, dead.error) == ("dead", len(SCHEDULE) + 1, "HTTP 500")


def test_a_message_that_breaks_its_sender_does_not_hold_up_the_others(
    open_courier: Callable[[dict[Channel, Sender]], Courier], filing: Make
) -> None:
    sent = []

    def send(message: Message, ticket: Ticket, _code: str | None) -> None:
        if ticket.request.order == "broken":
            raise RuntimeError(ticket.request.requester.email)
        sent.append(message)

    courier = open_courier({Channel.WEBHOOK: send})
    for turn, order in enumerate(["broken", "1", "2"]):
        requester = Requester(email=f"s{turn}@example.com")
        courier.store.file(filing(replace(DELETE, requester=requester, order=order), turn=turn))
    assert courier.deliver_due() == Delivery(delivered=2, put_off=1)
    assert [one.error for one in courier.outbox.undelivered()] == ["RuntimeError"]


def test_delivery_beside_a_server_goes_on_after_a_failure(
    open_courier: Callable[[dict[Channel, Sender]], Courier], filing: Make, clock: Clock
) -> None:
    sent, failures = [], [Undelivered("not yet")]

    def send(message: Message, _ticket: Ticket, _code: str | None) -> None:
        if failures:
            clock.at += timedelta(minutes=1)
            raise failures.pop()
        sent.append(message)

    courier = open_courier({Channel.WEBHOOK: send})
    with delivering(courier, every=0.01):
        courier.store.file(filing(DELETE))
        for _ in range(500):
            if sent:
                break
            sleep(0.01)
            clock.at += timedelta(seconds=1)
    assert len(sent) == 1
    assert courier.outbox.undelivered() == []
