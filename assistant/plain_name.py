"""Names that people give to accounts and keys: short enough for a table, safe in an address."""

import re

_PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]{0,38}[a-z0-9]")
HOW_TO_NAME = "write 2 to 40 small letters, digits, dots, hyphens or underscores"


def is_plain_name(name: str) -> bool:
    """Whether something can be called so."""
    return bool(_PLAIN.fullmatch(name))
