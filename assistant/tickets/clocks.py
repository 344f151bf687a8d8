"""The clocks of a ticket: what the policy promises and what the law says, the stricter one ruling.

Business days leave out weekends and the federal holidays of the United States. California's own
holidays are not left out: a clock that rings a day early does no harm.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays

from assistant.tickets.law import Term
from assistant.tickets.ticket import Clock
from corpus import Promise

_LAST = time(23, 59, 59)


def clocks_of(
    received_at: datetime, *, promises: Iterable[Promise], terms: Iterable[Term], zone: ZoneInfo
) -> tuple[Clock, ...]:
    """A clock for each promise and each term of the law, the first due first.

    ``received_at`` is aware; days are counted in the shop's time zone, from the day after.
    """
    day = received_at.astimezone(zone).date()
    running: list[tuple[Promise | Term, str | None, str | None]] = [
        *((promise, promise.clause_id, None) for promise in promises),
        *((term, None, term.law) for term in terms),
    ]
    due = [due_on(day, days=one.days, business=one.business) for one, _, _ in running]
    strictest = {
        one.what: min(on for (other, _, _), on in zip(running, due, strict=True)
                      if other.what is one.what)
        for one, _, _ in running
    }  # fmt: skip
    clocks = [
        Clock(
            what=one.what, due=datetime.combine(on, _LAST, tzinfo=zone), clause_id=clause_id,
            law=law, ruling=on == strictest[one.what],
        )
        for (one, clause_id, law), on in zip(running, due, strict=True)
    ]  # fmt: skip
    return tuple(sorted(clocks, key=lambda clock: clock.due))


def due_on(day: date, *, days: int, business: bool) -> date:
    """The last day, when the first that counts is the one after ``day``."""
    if not business:
        return day + timedelta(days=days)
    # Years are added as they are reached.
    calendar = holidays.country_holidays("US", years=day.year)
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5 and day not in calendar
    return day
