"""What the settings of delivery may be, and what is said of those that can't."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.delivery.mail import MailServer
from assistant.delivery.opening import open_courier
from assistant.delivery.webhook import check_url, read_key
from assistant.errors import WrongSetting
from corpus import Policy
from settings import Settings

SECRET = SecretStr("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
SMTP = SecretStr("smtp://user:p%40ss@mail.example:2525")


def settings(tmp_path: Path, **told: object) -> Settings:
    return Settings(database_url=f"sqlite:///{tmp_path}/t.sqlite3", **told)  # type: ignore[arg-type]


def test_nothing_is_set_up_by_default(tmp_path: Path, policy: Policy) -> None:
    assert open_courier(settings(tmp_path), policy).senders == {}


def test_mail_and_webhook_are_set_up_by_their_settings(tmp_path: Path, policy: Policy) -> None:
    chosen = settings(
        tmp_path, smtp_url=SMTP, mail_from="p@shop.example", team_mailbox="t@shop.example",
        webhook_url="https://shop.example/hook", webhook_secret=SECRET,
    )  # fmt: skip
    assert set(open_courier(chosen, policy).senders) == {"shopper", "team", "webhook"}


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"smtp_url": SMTP}, "MAIL_FROM"),
        ({"smtp_url": SMTP, "mail_from": "nobody"}, "MAIL_FROM"),
        ({"smtp_url": SMTP, "mail_from": "a@b.example\nBcc: eve@example.com"}, "MAIL_FROM"),
        ({"smtp_url": SMTP, "mail_from": "a@b.example", "team_mailbox": "t"}, "TEAM_MAILBOX"),
        ({"smtp_url": SecretStr("mail.example"), "mail_from": "a@b.example"}, "SMTP_URL"),
        ({"webhook_url": "https://shop.example/hook"}, "WEBHOOK_SECRET"),
        ({"webhook_url": "http://shop.example/hook", "webhook_secret": SECRET}, "WEBHOOK_URL"),
        ({"database_url": "mysql://user:hunter2@host/x"}, "DATABASE_URL"),
        ({"database_url": "nonsense hunter2"}, "DATABASE_URL"),
    ],
)
def test_what_is_set_up_by_halves_is_a_sentence(
    tmp_path: Path, policy: Policy, told: dict[str, object], field: str
) -> None:
    chosen = settings(tmp_path).model_copy(update=told)
    with pytest.raises(WrongSetting, match=f"CLAUSEWISE_{field}: ") as caught:
        open_courier(chosen, policy)
    assert "p%40ss" not in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_a_mail_server_is_read_from_its_url() -> None:
    server = MailServer.of(SMTP.get_secret_value())
    assert (server.host, server.port, server.user, server.password, server.is_tls) == (
        "mail.example", 2525, "user", "p@ss", False,
    )  # fmt: skip
    assert MailServer.of("smtps://mail.example").port == 465
    assert not server.is_here
    assert MailServer.of("smtp://localhost:25").is_here


@pytest.mark.parametrize("url", ["ftp://a.example", "https://", "shop.example", "http://10.0.0.1/"])
def test_personal_data_is_posted_over_https_alone(url: str) -> None:
    with pytest.raises(ValueError, match="https"):
        check_url(url)


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2L"])
def test_a_weak_secret_is_refused_with_how_to_make_one(secret: str) -> None:
    with pytest.raises(ValueError, match="token_bytes"):
        read_key(secret)
