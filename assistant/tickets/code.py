"""One-time codes: six digits that are sent to an address, to see that it is who asks's own."""

import hmac
import secrets
from datetime import timedelta
from hashlib import scrypt

LIFETIME = timedelta(minutes=30)
MOST_TRIES = 5
"""With one code: one in two hundred thousand is guessed."""
MOST_CODES = 3
"""For one filing."""
_DIGITS = 6
# A million codes are soon gone through by who has the digest: 2**13 makes that hours, and one
# check some 20 ms.
_WORK = {"n": 2**13, "r": 8, "p": 1, "dklen": 32}


def new_code() -> str:
    """A code that can't be foreseen."""
    return f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"


def digest(code: str) -> str:
    """What is kept of a code: a salt, and the digest of both."""
    salt = secrets.token_bytes(16)
    return f"{salt.hex()}${_digest(code, salt).hex()}"


def matches(code: str, kept: str) -> bool:
    """Whether it is the code of that digest, in the same time for any two."""
    salt, _, digest_hex = kept.partition("$")
    return hmac.compare_digest(_digest(code, bytes.fromhex(salt)).hex(), digest_hex)


def _digest(code: str, salt: bytes) -> bytes:
    return scrypt(code.encode(), salt=salt, **_WORK)
