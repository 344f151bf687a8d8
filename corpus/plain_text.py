"""Read a policy from plain text whose structure was never restored.

The text is kept as it stands, so that spans are offsets into the file. Every line that holds
words is a clause; nothing is known of headings or audiences.
"""

import re

from corpus.clause import Audience, Clause, ClauseKind, Section
from corpus.policy import Policy

_LINE = re.compile(r"[^\S\n]*(\S[^\n]*)")


def read_plain_text(text: str, *, name: str) -> Policy:
    """The text as a policy named ``name``, a clause a line."""
    clauses = []
    for number, match in enumerate(_LINE.finditer(text), start=1):
        words = match.group(1).rstrip()
        clauses.append(
            Clause(
                clause_id=f"{name}/{number}",
                heading=(),
                start=match.start(1),
                end=match.start(1) + len(words),
                text=words,
                kind=ClauseKind.PARAGRAPH,
                applies_to=Audience.EVERYONE,
            )
        )
    section = Section(section_id=name, heading=(), level=1, start=0, end=len(text))
    return Policy(
        policy_id=name,
        company=name,
        title=name,
        version="as-received",
        text=text,
        clauses=tuple(clauses),
        sections=(section,),
    )
