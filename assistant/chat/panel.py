"""The whole policy as HTML, in which any span of its text can be found again.

Each element that holds words carries the span of those words in ``Policy.text``; a clause has its
id. Clauses that bind only some people stand in a group that says so.
"""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby, zip_longest

from assistant import wording
from corpus import Audience, Clause, ClauseKind, Policy, Section

_CELL = " | "
_TITLE_LEVEL = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, a paragraph, a list or a table, as HTML."""

    html: str
    applies_to: Audience


def render_policy(policy: Policy, *, title_level: int = 2) -> str:
    """The policy as HTML, without its title, which is a heading of that level where it stands."""
    parts = []
    for audience, blocks in groupby(
        _blocks(policy, title_level), key=lambda block: block.applies_to
    ):
        html = "\n".join(block.html for block in blocks)
        parts.append(html if audience is Audience.EVERYONE else _group(audience, html))
    return "\n".join(parts)


def element_id(clause: Clause) -> str:
    """The id of the clause's element."""
    return f"clause:{clause.clause_id}"


def _group(audience: Audience, html: str) -> str:
    label = escape(wording.applies_to(audience))
    return (
        f'<div class="binds-some" role="group" aria-label="{label}">'
        f'<p class="binds" aria-hidden="true">{label}</p>\n{html}</div>'
    )


def _blocks(policy: Policy, title_level: int) -> Iterator[Block]:
    """Headings and runs of clauses in reading order."""
    headings = [section for section in policy.sections if section.level > _TITLE_LEVEL]
    starts = [section.start for section in headings]
    for _, run in groupby(policy.clauses, key=lambda clause: _run_key(clause, starts)):
        clauses = list(run)
        while headings and headings[0].start < clauses[0].start:
            html = _heading(headings.pop(0), title_level)
            yield Block(html=html, applies_to=clauses[0].applies_to)
        yield Block(html=_clauses(clauses), applies_to=clauses[0].applies_to)
    for section in headings:
        yield Block(html=_heading(section, title_level), applies_to=Audience.EVERYONE)


def _run_key(clause: Clause, heading_starts: Sequence[int]) -> tuple[object, ...]:
    """Clauses that stand in one list or table have one key; a paragraph has its own."""
    apart = clause.clause_id if clause.kind is ClauseKind.PARAGRAPH else clause.lead_in_id
    return clause.kind, clause.applies_to, apart, bisect(heading_starts, clause.start)


def _clauses(clauses: list[Clause]) -> str:
    match clauses[0].kind:
        case ClauseKind.PARAGRAPH:
            return f"<p {_marks(clauses[0])}>{escape(clauses[0].text)}</p>"
        case ClauseKind.LIST_ITEM:
            items = (f"<li {_marks(item)}>{escape(item.text)}</li>" for item in clauses)
            return "\n".join(["<ul>", *items, "</ul>"])
        case ClauseKind.TABLE_ROW:
            return _table(clauses)


def _marks(clause: Clause) -> str:
    return f'id="{escape(element_id(clause))}" {_span(clause.start, clause.end)}'


def _span(start: int, end: int) -> str:
    return f'data-start="{start}" data-end="{end}"'


def _heading(section: Section, title_level: int) -> str:
    level = min(section.level - _TITLE_LEVEL + title_level, 6)
    return f"<h{level}>{escape(section.heading[-1])}</h{level}>"


def _table(rows: list[Clause]) -> str:
    columns = (rows[0].lead_in or "").split("\n")[0].split(_CELL)
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "\n".join(_row(row, columns) for row in rows)
    return (
        '<div class="wide"><table>'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )


def _row(row: Clause, columns: Sequence[str]) -> str:
    """A row's cells, each with its own span; empty ones are not in the policy's text."""
    words = row.text.split(_CELL)
    missing = [""] * (len(columns) - len(words))
    # A row that continues the one above has no first cell.
    continued = "\n" in (row.lead_in or "")
    cells, start = "", row.start
    filled = [*missing, *words] if continued else [*words, *missing]
    for cell, column in zip_longest(filled, columns, fillvalue=""):
        if not cell:
            cells += "<td></td>"
            continue
        span = _span(start, start + len(cell))
        cells += f'<td {span} data-column="{escape(column)}">{escape(cell)}</td>'
        start += len(cell) + len(_CELL)
    return f'<tr id="{escape(element_id(row))}">{cells}</tr>'
