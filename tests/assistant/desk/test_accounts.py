"""Accounts and sessions, on the databases that the store claims."""

from datetime import timedelta

import pytest

from assistant.desk.account import (
    NoInvitation,
    NoSignIn,
    Role,
    UnusableName,
    WeakPassword,
    check_password,
)
from assistant.desk.accounts import IDLE, INVITED, SIGNED_IN, Accounts
from assistant.desk.deeds import Deeds
from assistant.desk.tables import ACCOUNTS, SESSIONS
from assistant.tickets.engine import open_engine
from tests.assistant.desk.conftest import PASSWORD, Clock


@pytest.fixture
def accounts(database_url: str, clock: Clock) -> Accounts:
    return Accounts(open_engine(database_url), now=clock)


@pytest.fixture
def bo(accounts: Accounts) -> str:
    accounts.accept(accounts.invite("bo", Role.AGENT), PASSWORD)
    return "bo"


def test_who_was_invited_chooses_a_password_once(accounts: Accounts) -> None:
    token = accounts.invite("bo", Role.ADMIN)
    assert accounts.invited(token).name == "bo"
    account = accounts.accept(token, PASSWORD)
    assert (account.role, account.is_invited) == (Role.ADMIN, False)
    for again in (token, "", "x", "'; DROP TABLE accounts; --"):
        with pytest.raises(NoInvitation):
            accounts.accept(again, PASSWORD)


def test_an_invitation_lasts_for_a_while(accounts: Accounts, clock: Clock) -> None:
    token = accounts.invite("bo", Role.AGENT)
    clock.at += INVITED + timedelta(seconds=1)
    with pytest.raises(NoInvitation):
        accounts.accept(token, PASSWORD)


@pytest.mark.parametrize("name", ["", "B", "Bo", "a b", "-bo", "bo\n", "x" * 41, "bö"])
def test_a_name_that_nobody_can_have_is_a_sentence(accounts: Accounts, name: str) -> None:
    with pytest.raises(UnusableName, match="small letters"):
        accounts.invite(name, Role.AGENT)


@pytest.mark.parametrize("weak", ["", "short", "x" * 129, "bo is my name!!", "aaaaaaaaaaaaaa"])
def test_a_weak_password_is_refused_and_the_invitation_stays(accounts: Accounts, weak: str) -> None:
    token = accounts.invite("bo", Role.AGENT)
    with pytest.raises(WeakPassword):
        accounts.accept(token, weak)
    accounts.accept(token, PASSWORD)
    check_password("bo", PASSWORD + "x")


def test_nothing_that_opens_a_door_is_kept_in_the_clear(
    accounts: Accounts, bo: str, database_url: str
) -> None:
    session = accounts.sign_in(bo, PASSWORD)
    invitation = accounts.invite("eve", Role.AGENT)
    with open_engine(database_url).begin() as connection:
        kept = str(connection.execute(ACCOUNTS.select()).all())
        kept += str(connection.execute(SESSIONS.select()).all())
    assert "$argon2id$" in kept
    for secret in (PASSWORD, session, invitation):
        assert secret not in kept


def test_who_signs_in_is_known_until_they_sign_out(accounts: Accounts, bo: str) -> None:
    token = accounts.sign_in(" BO ", PASSWORD)
    session = accounts.session(token)
    assert session is not None
    assert session.account.name == bo
    assert accounts.session("x") is None
    accounts.sign_out(token)
    assert accounts.session(token) is None


def test_a_session_ends_when_it_is_not_used_and_at_the_latest(
    accounts: Accounts, bo: str, clock: Clock
) -> None:
    idle, used = accounts.sign_in(bo, PASSWORD), accounts.sign_in(bo, PASSWORD)
    for _ in range(int(SIGNED_IN / IDLE)):
        clock.at += IDLE
        assert accounts.session(used) is not None
    assert accounts.session(idle) is None
    clock.at += timedelta(seconds=1)
    assert accounts.session(used) is None


def test_whatever_is_wrong_the_words_are_the_same(accounts: Accounts, bo: str) -> None:
    accounts.invite("new", Role.AGENT)
    said = set()
    for name, password in ((bo, "wrong"), ("nobody", PASSWORD), ("new", ""), ("", "")):
        with pytest.raises(NoSignIn) as caught:
            accounts.sign_in(name, password)
        said.add(str(caught.value))
    assert len(said) == 1


def test_who_guesses_is_locked_out_for_a_while(accounts: Accounts, bo: str, clock: Clock) -> None:
    for _ in range(5):
        with pytest.raises(NoSignIn):
            accounts.sign_in(bo, "wrong")
    with pytest.raises(NoSignIn):
        accounts.sign_in(bo, PASSWORD)
    clock.at += timedelta(minutes=16)
    assert accounts.session(accounts.sign_in(bo, PASSWORD)) is not None


def test_who_is_disabled_is_out_at_once(accounts: Accounts, bo: str) -> None:
    token = accounts.sign_in(bo, PASSWORD)
    assert accounts.disable(bo)
    assert not accounts.disable("nobody")
    assert accounts.session(token) is None
    with pytest.raises(NoSignIn):
        accounts.sign_in(bo, PASSWORD)
    accounts.accept(accounts.invite(bo, Role.AGENT), PASSWORD + "2")
    assert accounts.session(accounts.sign_in(bo, PASSWORD + "2")) is not None


def test_a_new_password_ends_old_sessions(accounts: Accounts, bo: str) -> None:
    token = accounts.sign_in(bo, PASSWORD)
    accounts.accept(accounts.invite(bo, Role.ADMIN), PASSWORD + "2")
    assert accounts.session(token) is None


def test_what_was_done_is_logged_and_tampering_shows(
    accounts: Accounts, bo: str, database_url: str
) -> None:
    accounts.sign_in(bo, PASSWORD)
    with pytest.raises(NoSignIn):
        accounts.sign_in(bo, "wrong")
    deeds = Deeds(open_engine(database_url))
    assert [one.deed for one in deeds.latest(10)] == [
        "failed to sign in", "signed in", "chose a password", "invited",
    ]  # fmt: skip
    assert deeds.first_broken() is None
    with open_engine(database_url).begin() as connection:
        connection.exec_driver_sql("UPDATE deeds SET about = 'eve' WHERE sequence = 2")
    assert deeds.first_broken() == 2
