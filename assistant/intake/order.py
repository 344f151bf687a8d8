"""The number of an order that a message names."""

import re

_NUMBER = r"(?P<number>[A-Z]{0,3}-?\d[\dA-Z-]{2,18})"
_NAMED = re.compile(
    r"\b(?:orders?|ord|purchases?)\b[\s,(:.-]{0,3}"
    r"(?:(?:number|numbers|no|num|nr|id|is|was|were|ref|reference|code)\b[\s.:]{0,3}){0,3}#?\s?"
    + _NUMBER,
    re.IGNORECASE,
)
_MARKED = re.compile(r"(?:#|\(no\.? ?)(?P<number>\d[\d-]{3,18})\b", re.IGNORECASE)
_DATE = re.compile(r"(?:19|20)\d\d-\d\d?-\d\d?$")
_FEWEST_DIGITS = 4


def order_number(text: str) -> str | None:
    """The first number that is said to be an order's; None where there is none."""
    for pattern in (_NAMED, _MARKED):
        for found in pattern.finditer(text):
            number = found["number"].rstrip("-")
            digits = sum(character.isdigit() for character in number)
            if digits >= _FEWEST_DIGITS and not _DATE.match(number):
                return number
    return None
