"""The verdict that a reply's text begins with."""

import re

from corpus import Verdict

_LEADS = {
    Verdict.YES: re.compile(r"yes\b", re.IGNORECASE),
    Verdict.NO: re.compile(r"no\b(?![ -](?:one|doubt|longer|problem)\b)", re.IGNORECASE),
    Verdict.DEPENDS: re.compile(
        r"(?:(?:(?:it|that) )?depends|partly|in part|sometimes|yes and no|only if)\b", re.IGNORECASE
    ),
}


def stated_verdict(text: str) -> Verdict | None:
    """The verdict that a reply begins with, if it begins with one."""
    begins = text.lstrip().lstrip("*_> ")
    matching = [verdict for verdict, lead in _LEADS.items() if lead.match(begins)]
    return matching[-1] if matching else None
