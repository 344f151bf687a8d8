"""A request's deadlines as entries for a calendar (RFC 5545).

All that is in them stands in the address: nothing is looked up, so it tells nobody's secrets.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

from icalendar import Alarm, Calendar, Event

from assistant import wording
from assistant.catalogues import say
from assistant.errors import AssistantError
from assistant.tickets.reference import read_reference
from assistant.tickets.ticket import Clock
from corpus import Milestone

CALENDAR = "/calendar.ics"
_REFERENCE = "reference"
_BEFORE = timedelta(days=1)


class UnreadableDeadlines(AssistantError):
    """An address doesn't name a request and its deadlines."""

    def __init__(self) -> None:
        super().__init__(
            f"Name a request and a deadline, such as {CALENDAR}?{_REFERENCE}=…&answer=2026-01-31."
        )


def calendar_address(reference: str, clocks: Sequence[Clock]) -> str:
    """Where the deadlines that rule are had."""
    dues = {clock.what.value: f"{clock.due:%Y-%m-%d}" for clock in clocks if clock.ruling}
    return f"{CALENDAR}?{urlencode({_REFERENCE: reference, **dues})}"


def calendar(company: str, told: Mapping[str, str]) -> bytes:
    """The entries, each of a whole day, with a reminder the day before.

    Raises ``UnreadableDeadlines``.
    """
    reference = read_reference(told.get(_REFERENCE, ""))
    dues = {what: told[what] for what in Milestone if what in told}
    if reference is None or not dues:
        raise UnreadableDeadlines
    entries = Calendar()
    entries.add("prodid", "-//Clausewise//Deadlines//EN")
    entries.add("version", "2.0")
    for what, due in dues.items():
        entries.add_component(_entry(company, reference, what, _day(due)))
    return bytes(entries.to_ical())


def _entry(company: str, reference: str, what: Milestone, due: date) -> Event:
    entry = Event()
    # The same request's deadline is the same entry, however often it is added.
    entry.add("uid", f"{reference}-{what}@clausewise")
    entry.add("dtstamp", datetime(due.year, due.month, due.day, tzinfo=UTC))
    entry.add("dtstart", due)
    entry.add("dtend", due + timedelta(days=1))
    entry.add(
        "summary",
        say("{company}: privacy request {reference}", company=company, reference=reference),
    )
    entry.add("description", f"{wording.by_when(what, datetime(due.year, due.month, due.day))}.")
    entry.add("transp", "TRANSPARENT")
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", f"{company}: {reference}")
    reminder.add("trigger", -_BEFORE)
    entry.add_component(reminder)
    return entry


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnreadableDeadlines from None
