"""Who may sign in at the desk, and what they may do there."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.errors import AssistantError

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 128


class Role(StrEnum):
    """What somebody may do at the desk."""

    AGENT = "agent"
    """Look things up and work on tickets."""
    ADMIN = "admin"
    """The same, and see who did what, and take tickets along as a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may sign in."""

    name: str
    role: Role
    is_invited: bool
    """Whether they have yet to choose a password."""
    is_disabled: bool

    @property
    def is_active(self) -> bool:
        """Whether they can sign in."""
        return not (self.is_invited or self.is_disabled)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody who is signed in, in one browser."""

    account: Account
    csrf: str
    """What each form of theirs must carry."""
    expires_at: datetime


class NoSignIn(AssistantError):
    """Name and password do not belong together, or too many were tried: the words are the same."""

    def __init__(self) -> None:
        super().__init__(
            "That name and password don't belong together, or there were too many tries. "
            "Wait a while, then try again."
        )


class WeakPassword(AssistantError):
    """A password is too short, too long, or the name again."""

    def __init__(self) -> None:
        super().__init__(
            f"Choose a password of {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters that is "
            "not your name."
        )


class NoInvitation(AssistantError):
    """An invitation was used, has expired, or never was."""

    def __init__(self) -> None:
        super().__init__("This invitation can't be used any more. Ask for another one.")


class UnusableName(AssistantError):
    """A name that an account can't have, or has already."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name[:40]!r} can't be an account: {problem}.")


def check_password(name: str, password: str) -> None:
    """Pass where it may be a password; ``WeakPassword`` where not (NIST SP 800-63B, 3.1.1)."""
    fits = SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD
    if not fits or name.lower() in password.lower() or len(set(password)) < 5:
        raise WeakPassword
