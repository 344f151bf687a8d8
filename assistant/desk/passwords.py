"""Passwords as they are kept: argon2id with the library's settings (RFC 9106)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Passwords:
    """Hashes and verifies."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        # What is verified where there is no such account, so that a name can't be found by time.
        self._nobodys = self._hasher.hash("nobody's password")

    def hashed(self, password: str) -> str:
        """What is kept of it."""
        return self._hasher.hash(password)

    def verified(self, password: str, kept: str | None) -> bool:
        """Whether it is the one; as slow where there is none."""
        try:
            return self._hasher.verify(kept or self._nobodys, password) and kept is not None
        except (VerificationError, InvalidHashError):
            return False
