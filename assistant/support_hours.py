"""When a person is there, and by when they answer: what is promised, and no more."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

# The error is left out of the library's types.
from opening_hours import OpeningHours, ParserError, State  # type: ignore[attr-defined]

from assistant.catalogues import say, spoken
from assistant.errors import WrongSetting

_FARTHEST = timedelta(days=60)
"""A shop that opens later than that, or never, promises nothing."""
_COUNTRY = "US"
"""Whose public holidays ``PH`` means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportHours:
    """The hours of a support team, in its own time zone."""

    hours: OpeningHours
    zone: ZoneInfo
    now: Callable[[], datetime]
    answers_within: timedelta | None = None
    """Time in which support is open until an answer is there; None where none is promised."""

    def told(self) -> str:
        """Whether a person is there now, until when, or from when."""
        now = self.now().astimezone(self.zone)
        change = self._change(now)
        if self.hours.is_open(now):
            if change is None:
                return say("A person is here now.")
            return say("A person is here now, until {moment}.", moment=_moment(change, now))
        if change is None:
            return say("Nobody is here now.")
        return say(
            "Nobody is here now; a person is again from {moment}.", moment=_moment(change, now)
        )

    def promised(self, at: datetime) -> datetime | None:
        """By when what arrives then is answered; None where nothing is promised."""
        if self.answers_within is None:
            return None
        begin = at.astimezone(self.zone)
        left = self.answers_within
        for start, end, state, _ in self.hours.intervals(begin, begin + _FARTHEST):
            if state is not State.OPEN:
                continue
            if end is None or end - start >= left:
                return start + left
            left -= end - start
        return None

    def _change(self, now: datetime) -> datetime | None:
        change = self.hours.next_change(now)
        return change if change is not None and change - now < _FARTHEST else None


def support_hours(
    written: str,
    *,
    zone: ZoneInfo,
    now: Callable[[], datetime],
    answers_within: timedelta | None = None,
) -> SupportHours:
    """The hours as OpenStreetMap writes them; ``WrongSetting`` where they can't be read."""
    try:
        hours = OpeningHours(written, timezone=zone, country=_COUNTRY)
    except ParserError:
        problem = f"{written!r} can't be read; write hours such as 'Mo-Fr 09:00-17:00; PH off'"
        raise WrongSetting("support_hours", problem) from None
    return SupportHours(hours=hours, zone=zone, now=now, answers_within=answers_within)


def _moment(at: datetime, now: datetime) -> str:
    return spoken().hour(at) if at.date() == now.date() else spoken().moment(at)
