"""References: short enough to be read out, too many to be guessed.

Crockford's base 32 leaves out letters that look like digits; read back, "O" is 0, "I" and "L" are
1, and case, spaces and hyphens do not count.
"""

import re
import secrets

REFERENCE = re.compile(r"\b(?:[0-9A-Za-z]{4}[- ]?){4}[0-9A-Za-z*~$=]")
"""What may be a reference; ``read_reference`` tells whether it is."""
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CHECKS = _ALPHABET + "*~$=U"
_LOOK_ALIKE = str.maketrans("OIL", "011")
_LENGTH = 16
"""Of 5 bits each: 80 bits. At a thousand guesses a second, one of a million tickets is hit in
forty thousand years."""
_GROUP = 4


def new_reference() -> str:
    """A reference that nobody had before, such as ``7KQ2-M0XT-9A4B-ZC1D-5``."""
    while True:
        shown = _shown("".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH)))
        # The check may be one of five marks that nobody wants to read out.
        if shown[-1] in _ALPHABET:
            return shown


def read_reference(text: str) -> str | None:
    """The reference as it is kept; None where it can't be one, or a character is wrong."""
    plain = "".join(text.upper().split()).replace("-", "")
    body, check = plain[:-1].translate(_LOOK_ALIKE), plain[-1:]
    if len(body) != _LENGTH or set(body) - set(_ALPHABET):
        return None
    shown = _shown(body)
    return shown if shown.endswith(check) or shown[-1] == check.translate(_LOOK_ALIKE) else None


def _shown(body: str) -> str:
    groups = [body[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP)]
    return "-".join([*groups, _check(body)])


def _check(body: str) -> str:
    number = 0
    for character in body:
        number = number * 32 + _ALPHABET.index(character)
    return _CHECKS[number % 37]
