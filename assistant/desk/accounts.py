"""Accounts and sessions in the database: invited, signed in, locked, signed out."""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, delete, insert, select, update

from assistant.desk.account import (
    Account,
    NoInvitation,
    NoSignIn,
    Role,
    Session,
    UnusableName,
    check_password,
)
from assistant.desk.deeds import note_deed
from assistant.desk.passwords import Passwords
from assistant.desk.tables import ACCOUNTS, SESSIONS
from assistant.plain_name import HOW_TO_NAME, is_plain_name
from assistant.tickets.database import Database
from assistant.tickets.rows import time_text
from assistant.tickets.secret import secret_digest

INVITED = timedelta(days=2)
"""How long an invitation can be used."""
SIGNED_IN = timedelta(hours=12)
IDLE = timedelta(hours=1)
_MAILTO = "mailto:"
"""Begins the subject of who has not signed on yet."""
_MOST_FAILURES = 5
_LOCKED = timedelta(minutes=15)


class Accounts:
    """Keeps who may sign in, and who has; ``StoreUnavailable`` where it can't."""

    def __init__(
        self, engine: Engine, *, now: Callable[[], datetime], policy_id: str | None = None
    ) -> None:
        """Where several policies share a database, only people of ``policy_id`` are there."""
        self._database = Database(engine)
        self._policy_id = policy_id
        self._passwords = Passwords()
        self._now = now

    def invite(self, name: str, role: Role, *, address: str | None = None) -> str:
        """A token by which somebody chooses their password; a new one where they have an account.

        Who has the ``address`` at the provider of single sign-on may sign in by it as well.
        ``UnusableName`` where nobody can be called so.
        """
        if not is_plain_name(name):
            raise UnusableName(name, HOW_TO_NAME)
        token = secrets.token_urlsafe(32)
        subject = f"{_MAILTO}{address.lower()}" if address else None
        invited = {
            "role": role, "invitation_sha256": secret_digest(token),
            "invited_until": time_text(self._now() + INVITED), "is_disabled": 0,
            "policy_id": self._policy_id, "subject": subject,
        }  # fmt: skip
        with self._database.deed(appends=True) as connection:
            known = _row(connection, name)
            if known is not None and not self._is_ours(known):
                raise UnusableName(name, "somebody of another shop is called so")
            if known is None:
                connection.execute(insert(ACCOUNTS).values(name=name, failures=0, **invited))
            else:
                _change(connection, name, invited)
            self._note(connection, by="command line", deed="invited", about=name)
        return token

    def accept(self, token: str, password: str) -> Account:
        """The account whose password this is from now on; all its sessions end.

        ``NoInvitation`` or ``WeakPassword`` where that can't be.
        """
        with self._database.deed(appends=True) as connection:
            row = self._invited(connection, token)
            name = row["name"]
            check_password(name, password)
            chosen = {
                "password": self._passwords.hashed(password), "invitation_sha256": None,
                "invited_until": None, "failures": 0, "locked_until": None,
            }  # fmt: skip
            _change(connection, name, chosen)
            connection.execute(delete(SESSIONS).where(SESSIONS.c.name == name))
            self._note(connection, by=name, deed="chose a password", about=name)
            return _account({**row, **chosen})

    def invited(self, token: str) -> Account:
        """Whose invitation it is; ``NoInvitation`` where it can't be used."""
        with self._database.deed() as connection:
            return _account(self._invited(connection, token))

    def sign_in(self, name: str, password: str) -> str:
        """The token of a new session; ``NoSignIn`` alike whatever is wrong."""
        with self._database.deed() as connection:
            row = self._row(connection, name.strip().lower())
        # Verified first and outside of any transaction: it takes a while, whoever it is.
        fits = self._passwords.verified(password, row["password"] if row else None)
        now = time_text(self._now())
        with self._database.deed(appends=True) as connection:
            row = self._row(connection, name.strip().lower())
            is_locked = row is not None and (row["locked_until"] or "") > now
            if row is None or row["is_disabled"] or is_locked or not fits:
                if row is not None and not is_locked:
                    self._failed(connection, row)
                denied = True
            else:
                denied = False
                token = self._signed_in(connection, row["name"])
        if denied:
            raise NoSignIn
        return token

    def session(self, token: str) -> Session | None:
        """Who is signed in by the token; None where nobody is any more."""
        digest, now = secret_digest(token), self._now()
        with self._database.deed() as connection:
            row = connection.execute(
                select(SESSIONS, ACCOUNTS)
                .join_from(SESSIONS, ACCOUNTS)
                .where(SESSIONS.c.token_sha256 == digest)
            ).mappings().first()  # fmt: skip
            if row is None or row["is_disabled"] or not self._is_ours(row):
                return None
            idle = time_text(now - IDLE) > row["seen_at"]
            if idle or row["expires_at"] < time_text(now):
                connection.execute(delete(SESSIONS).where(SESSIONS.c.token_sha256 == digest))
                return None
            connection.execute(
                update(SESSIONS)
                .where(SESSIONS.c.token_sha256 == digest)
                .values(seen_at=time_text(now))
            )
        expires_at = datetime.fromisoformat(row["expires_at"])
        return Session(account=_account(row), csrf=row["csrf"], expires_at=expires_at)

    def sign_out(self, token: str) -> None:
        """End the session."""
        with self._database.deed() as connection:
            connection.execute(
                delete(SESSIONS).where(SESSIONS.c.token_sha256 == secret_digest(token))
            )

    def disable(self, name: str) -> bool:
        """Let nobody sign in by that name, and end its sessions; False where there is none."""
        with self._database.deed(appends=True) as connection:
            if self._row(connection, name) is None:
                return False
            _change(connection, name, {"is_disabled": 1, "invitation_sha256": None})
            connection.execute(delete(SESSIONS).where(SESSIONS.c.name == name))
            self._note(connection, by="command line", deed="disabled", about=name)
        return True

    def listed(self) -> Sequence[Account]:
        """All accounts, by name."""
        with self._database.deed() as connection:
            rows = connection.execute(select(ACCOUNTS).order_by(ACCOUNTS.c.name)).mappings()
            return [_account(row) for row in rows if self._is_ours(row)]

    def _invited(self, connection: Connection, token: str) -> RowMapping:
        wanted = select(ACCOUNTS).where(ACCOUNTS.c.invitation_sha256 == secret_digest(token))
        row = connection.execute(wanted).mappings().first()
        late = row is None or (row["invited_until"] or "") < time_text(self._now())
        if row is None or late or not self._is_ours(row):
            raise NoInvitation
        return row

    def sign_on(self, *, issuer: str, subject: str, address: str | None) -> str:
        """The token of a new session of who the provider says it is; ``NoSignIn`` for a stranger.

        The first time somebody is known by their address, then by the provider's own name for
        them: an address that passes to another person opens nothing.
        """
        own = f"{issuer} {subject}"
        with self._database.deed(appends=True) as connection:
            row = self._of_subject(connection, own)
            if row is None and address:
                row = self._of_subject(connection, f"{_MAILTO}{address.lower()}")
            if row is None or row["is_disabled"]:
                token = None
            else:
                _change(connection, row["name"], {"subject": own})
                token = self._signed_in(connection, row["name"])
        if token is None:
            raise NoSignIn
        return token

    def _of_subject(self, connection: Connection, subject: str) -> RowMapping | None:
        wanted = select(ACCOUNTS).where(ACCOUNTS.c.subject == subject)
        rows = connection.execute(wanted).mappings()
        return next((row for row in rows if self._is_ours(row)), None)

    def _row(self, connection: Connection, name: str) -> RowMapping | None:
        row = _row(connection, name)
        return row if row is not None and self._is_ours(row) else None

    def _is_ours(self, row: RowMapping) -> bool:
        return self._policy_id is None or row["policy_id"] in (None, self._policy_id)

    def _note(self, connection: Connection, *, by: str, deed: str, about: str) -> None:
        note_deed(
            connection, by=by, deed=deed, about=about, at=self._now(), policy_id=self._policy_id
        )  # fmt: skip

    def _signed_in(self, connection: Connection, name: str) -> str:
        token, now = secrets.token_urlsafe(32), self._now()
        _change(connection, name, {"failures": 0, "locked_until": None})
        connection.execute(
            insert(SESSIONS).values(
                token_sha256=secret_digest(token), name=name, csrf=secrets.token_urlsafe(32),
                seen_at=time_text(now), expires_at=time_text(now + SIGNED_IN),
            )
        )  # fmt: skip
        self._note(connection, by=name, deed="signed in", about=name)
        return token

    def _failed(self, connection: Connection, row: RowMapping) -> None:
        failures = row["failures"] + 1
        locks = failures >= _MOST_FAILURES
        until = time_text(self._now() + _LOCKED) if locks else None
        changed = {"failures": 0 if locks else failures, "locked_until": until}
        _change(connection, row["name"], changed)
        deed = "was locked out" if locks else "failed to sign in"
        self._note(connection, by=row["name"], deed=deed, about=row["name"])


def _row(connection: Connection, name: str) -> RowMapping | None:
    return connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.name == name)).mappings().first()


def _change(connection: Connection, name: str, values: dict[str, Any]) -> None:
    connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.name == name).values(values))


def _account(row: RowMapping | dict[str, Any]) -> Account:
    return Account(
        name=row["name"], role=Role(row["role"]), is_invited=row["password"] is None,
        is_disabled=bool(row["is_disabled"]),
    )  # fmt: skip
