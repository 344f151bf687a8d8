"""When a person is there, and by when they answer."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from assistant.errors import WrongSetting
from assistant.support_hours import SupportHours, support_hours

ZONE = ZoneInfo("America/Los_Angeles")
WEEKDAYS = "Mo-Fr 09:00-17:00; PH off"


def hours(at: datetime, *, within: float | None = 4, written: str = WEEKDAYS) -> SupportHours:
    return support_hours(
        written, zone=ZONE, now=lambda: at,
        answers_within=timedelta(hours=within) if within else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("at", "by"),
    [
        (datetime(2026, 11, 24, 10), datetime(2026, 11, 24, 14)),  # within the day
        (datetime(2026, 11, 24, 15), datetime(2026, 11, 25, 11)),  # two hours each
        (datetime(2026, 11, 25, 18), datetime(2026, 11, 27, 13)),  # Thanksgiving between
        (datetime(2026, 11, 28, 12), datetime(2026, 11, 30, 13)),  # a weekend
        (datetime(2026, 3, 6, 16), datetime(2026, 3, 9, 12)),  # clocks change that Sunday
    ],
)
def test_what_is_promised_counts_open_hours_alone(at: datetime, by: datetime) -> None:
    at, by = at.replace(tzinfo=ZONE), by.replace(tzinfo=ZONE)
    assert hours(at).promised(at) == by


def test_nothing_is_promised_that_is_not_set() -> None:
    at = datetime(2026, 11, 24, 10, tzinfo=ZONE)
    assert hours(at, within=None).promised(at) is None
    assert hours(at, written="off").promised(at) is None


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (datetime(2026, 11, 24, 10), "A person is here now, until 5:00 PM (PST)."),
        (datetime(2026, 11, 24, 8, 30), "a person is again from 9:00 AM (PST)."),
        (datetime(2026, 11, 25, 18), "is again from Friday, November 27, 9:00 AM (PST)."),
    ],
)
def test_the_shopper_is_told_whether_somebody_is_there(at: datetime, told: str) -> None:
    assert hours(at.replace(tzinfo=ZONE)).told().endswith(told)


def test_a_team_that_never_closes_or_never_opens_says_no_time() -> None:
    at = datetime(2026, 11, 24, 10, tzinfo=ZONE)
    assert hours(at, written="24/7").told() == "A person is here now."
    assert hours(at, written="off").told() == "Nobody is here now."


def test_hours_that_cannot_be_read_name_the_setting() -> None:
    with pytest.raises(WrongSetting, match=r"CLAUSEWISE_SUPPORT_HOURS: 'weekdays 9 to 5' can't"):
        hours(datetime(2026, 11, 24, tzinfo=ZONE), written="weekdays 9 to 5")
