"""The e-mail addresses and telephone numbers that a message gives."""

import re
from collections.abc import Collection

from email_validator import EmailNotValidError, validate_email
from phonenumbers import Leniency, PhoneNumberMatcher

# Wider than any address: what is found is judged by the validator.
_MAYBE_EMAIL = re.compile(r"[\w.+%'&/=?^{}~!#$*-]{1,64}@[\w.-]{1,255}")
_AROUND = ".,;:!?'\"-/"
# A number that was called is somebody else's.
_CALLED = re.compile(r"\b(?:call(?:ed|ing)?|rang|ring|dial(?:l?ed)?|phoned)\b[^.!?]{0,20}$", re.I)
# What has fewer digits is the number of something else, or half a number.
_FEWEST_DIGITS = 10


def email(text: str, *, but: Collection[str] = ()) -> str | None:
    """The first address in the text that there can be and that is none of ``but``."""
    for found in _MAYBE_EMAIL.finditer(text):
        try:
            checked = validate_email(found.group().strip(_AROUND), check_deliverability=False)
        except EmailNotValidError:
            continue
        address = checked.normalized
        if address.lower() not in but:
            return address
    return None


def addresses(text: str) -> frozenset[str]:
    """Every address in the text, in lower case."""
    found = (one.group().strip(_AROUND).lower() for one in _MAYBE_EMAIL.finditer(text))
    return frozenset(found)


def phone(text: str) -> str | None:
    """The first number in the text at which somebody can be reached, as it is written there."""
    for found in PhoneNumberMatcher(text, "US", leniency=Leniency.POSSIBLE):
        digits = sum(character.isdigit() for character in found.raw_string)
        if digits >= _FEWEST_DIGITS and not _CALLED.search(text[: found.start]):
            return str(found.raw_string)
    return None


def without_contacts(text: str) -> str:
    """The text with a line end in place of each address and number."""
    for found in reversed(list(PhoneNumberMatcher(text, "US", leniency=Leniency.POSSIBLE))):
        text = f"{text[: found.start]}\n{text[found.end :]}"
    return _MAYBE_EMAIL.sub("\n", text)
