"""Pages of the desk as HTML; every value is escaped."""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.desk.visit import Visit
from assistant.tickets.ticket import Ticket

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
"""Style sheet and script, to be served under ``STATIC_URL``."""
STATIC_URL = "/static/desk"


class Pages:
    """Renders the templates, with times in the shop's zone."""

    def __init__(self, *, company: str, zone: ZoneInfo) -> None:
        self._zone = zone
        self._templates = Environment(
            loader=FileSystemLoader(FOLDER / "templates"), autoescape=True,
            undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        self._templates.globals.update(company=company, static=STATIC_URL)
        self._templates.filters.update(words=_words, moment=self._moment, about=_about)

    def page(self, name: str, visit: Visit, *, status: int = 200, **values: Any) -> HTMLResponse:
        """The page of that name."""
        template = self._templates.get_template(f"{name}.html")
        html = template.render(visit=visit, **values)
        # Half of a character that somebody once typed must not take the whole page away.
        return HTMLResponse(html.encode(errors="replace"), status_code=status)

    def _moment(self, at: datetime) -> str:
        return f"{at.astimezone(self._zone):%Y-%m-%d %H:%M}"


def _words(name: str) -> str:
    """A name of ours as words: "in_progress" is "in progress"."""
    return str(name).replace("_", " ")


def _about(ticket: Ticket) -> str:
    """What a ticket is about, in words."""
    if ticket.queue is None:
        return _words(ticket.request.right)
    reason = _words(ticket.handover.reason) if ticket.handover else "a person is needed"
    return f"handoff to {ticket.queue}: {reason}"
