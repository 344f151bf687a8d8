"""The status machine, clocks, references and the chain, whatever they are given."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.places import Jurisdiction, PlaceKind
from assistant.tickets.chain import BEGINNING, Head, first_broken, hash_of
from assistant.tickets.clocks import clocks_of, due_on
from assistant.tickets.engine import wal_is_safe
from assistant.tickets.law import TERMS, flags_of, regime_of
from assistant.tickets.reference import new_reference, read_reference
from assistant.tickets.request import OnBehalfOf, Requester, RightsRequest
from assistant.tickets.status import CLOSED, MOVES, ImpossibleMove, check_move
from assistant.tickets.ticket import Change, Flag, Regime, TicketStatus
from corpus import Milestone, Policy, Promise, Right, Shelf

DAYS = st.dates(date(2024, 1, 1), date(2034, 12, 31))
SHOP = ZoneInfo("America/Los_Angeles")
TEXAS = Jurisdiction(name="Texas", code="US-TX", kind=PlaceKind.US_STATE)
CALIFORNIA = Jurisdiction(name="California", code="US-CA", kind=PlaceKind.US_STATE)


@given(st.sampled_from(TicketStatus), st.sampled_from(TicketStatus))
def test_a_move_is_made_where_the_machine_has_it(before: TicketStatus, after: TicketStatus) -> None:
    if after in MOVES[before]:
        check_move(before, after)
    else:
        with pytest.raises(ImpossibleMove, match=f"can't become {after}"):
            check_move(before, after)


def test_every_status_is_reached_and_every_open_one_can_be_closed() -> None:
    reached = {TicketStatus.RECEIVED}
    while more := {after for one in reached for after in MOVES[one]} - reached:
        reached |= more
    assert reached == set(TicketStatus)
    for status in set(TicketStatus) - CLOSED:
        assert MOVES[status] & CLOSED
        assert status not in MOVES[status]


def test_no_time_is_extended_twice() -> None:
    assert TicketStatus.EXTENDED not in MOVES[TicketStatus.EXTENDED]
    assert TicketStatus.IN_PROGRESS not in MOVES[TicketStatus.EXTENDED]


@given(DAYS, st.integers(1, 90))
def test_calendar_days_are_counted_over_months_and_leap_years(day: date, days: int) -> None:
    assert due_on(day, days=days, business=False) - day == timedelta(days=days)


@given(DAYS, st.integers(1, 30))
def test_business_days_end_on_one_and_never_before_calendar_days(day: date, days: int) -> None:
    due = due_on(day, days=days, business=True)
    assert due.weekday() < 5
    assert due >= due_on(day, days=days, business=False)
    assert due > due_on(day, days=days - 1, business=True)


@pytest.mark.parametrize(
    ("day", "days", "due"),
    [
        (date(2026, 3, 2), 10, date(2026, 3, 16)),  # two weekends
        (date(2026, 7, 1), 2, date(2026, 7, 6)),  # Independence Day is kept on Friday the 3rd
        (date(2026, 12, 24), 1, date(2026, 12, 28)),  # Christmas, then a weekend
        (date(2026, 12, 31), 1, date(2027, 1, 4)),  # New Year's Day, in another year
        (date(2028, 2, 28), 1, date(2028, 2, 29)),  # a leap day
        (date(2026, 3, 7), 1, date(2026, 3, 9)),  # received on a Saturday
    ],
)
def test_holidays_and_weekends_are_no_business_days(day: date, days: int, due: date) -> None:
    assert due_on(day, days=days, business=True) == due


@given(DAYS, st.integers(0, 23))
def test_a_clock_rings_at_the_end_of_a_day_in_the_shop_also_when_clocks_change(
    day: date, hour: int
) -> None:
    received = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    for clock in clocks_of(received, promises=(), terms=TERMS[Right.DELETE], zone=SHOP):
        there = clock.due.astimezone(SHOP)
        assert (there.hour, there.minute, there.second) == (23, 59, 59)
        assert clock.due > received


def test_the_stricter_of_promise_and_law_rules_and_both_are_kept() -> None:
    promise = Promise(what=Milestone.ANSWER, days=30, business=False, clause_id="c")
    received = datetime(2026, 3, 2, 18, tzinfo=UTC)
    clocks = clocks_of(received, promises=[promise], terms=TERMS[Right.DELETE], zone=SHOP)
    answers = [one for one in clocks if one.what is Milestone.ANSWER]
    assert [(one.clause_id, one.law, one.ruling) for one in answers] == [
        ("c", None, True), (None, "CCR §7021(b)", False),
    ]  # fmt: skip


def test_every_right_has_its_terms_and_every_clock_its_source(policy: Policy) -> None:
    assert set(TERMS) == set(Right)
    promises = Shelf().rights(policy).promises
    for right in Right:
        received = datetime(2026, 3, 2, tzinfo=UTC)
        clocks = clocks_of(
            received, promises=promises.get(right, ()), terms=TERMS[right], zone=SHOP
        )
        assert all((one.clause_id is None) != (one.law is None) for one in clocks)
        assert {one.what for one in clocks} == {one.what for one in clocks if one.ruling}


@pytest.mark.parametrize(
    ("right", "place", "regime", "flags"),
    [
        (Right.DELETE, None, Regime.CCPA, set()),
        (Right.DELETE, CALIFORNIA, Regime.CCPA, set()),
        (Right.DELETE, TEXAS, Regime.VOLUNTARY, {Flag.OUTSIDE_CALIFORNIA}),
        (Right.SHINE_THE_LIGHT, CALIFORNIA, Regime.SHINE_THE_LIGHT, set()),
        (Right.UNSUBSCRIBE_EMAIL, TEXAS, Regime.CAN_SPAM, set()),
        (Right.STOP_SMS, TEXAS, Regime.TCPA, set()),
        (Right.APPEAL, TEXAS, Regime.VOLUNTARY, set()),
    ],
)
def test_the_law_that_gives_a_right(
    right: Right, place: Jurisdiction | None, regime: Regime, flags: set[Flag]
) -> None:
    request = RightsRequest(right=right, requester=Requester(jurisdiction=place))
    assert regime_of(request) is regime
    assert flags_of(request) == flags
    for_another = replace(request, on_behalf_of=OnBehalfOf.AGENT)
    assert flags_of(for_another) == {*flags, Flag.ON_BEHALF}


def test_references_are_read_back_however_they_are_written() -> None:
    for _ in range(200):
        reference = new_reference()
        assert reference.replace("-", "").isalnum()
        assert read_reference(reference) == reference
        assert read_reference(f" {reference.lower().replace('-', ' ')} ") == reference
        assert read_reference(reference.replace("0", "o").replace("1", "l")) == reference


@given(st.integers(0, 15), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_a_wrong_character_is_noticed(place: int, character: str) -> None:
    reference = new_reference()
    plain = reference.replace("-", "")
    wrong = plain[:place] + character + plain[place + 1 :]
    assert (read_reference(wrong) == reference) == (wrong == plain)
    assert wrong == plain or read_reference(wrong) is None


@given(st.text())
def test_no_text_makes_reading_a_reference_fail(text: str) -> None:
    assert read_reference(text) is None or len(text) >= 17


def chained(*whys: str) -> list[Change]:
    changes: list[Change] = []
    for sequence, why in enumerate(whys, start=1):
        change = Change(
            sequence=sequence, ticket_id="t", at=datetime(2026, 1, sequence, tzinfo=UTC), by="bo",
            before=None, after=TicketStatus.RECEIVED, why=why,
            previous=changes[-1].hash if changes else BEGINNING, hash="",
        )  # fmt: skip
        changes.append(replace(change, hash=hash_of(change)))
    return changes


@given(st.lists(st.text(), max_size=8))
def test_a_chain_that_nobody_touched_is_whole(whys: list[str]) -> None:
    changes = chained(*whys)
    head = Head(sequence=len(changes), hash=changes[-1].hash) if changes else Head()
    assert first_broken(changes, head) is None


@given(st.lists(st.text(), min_size=1, max_size=8), st.data())
def test_what_is_altered_dropped_or_swapped_is_named(whys: list[str], data: st.DataObject) -> None:
    changes = chained(*whys)
    head = Head(sequence=len(changes), hash=changes[-1].hash)
    place = data.draw(st.integers(0, len(changes) - 1))
    altered = [*changes]
    altered[place] = replace(changes[place], why=f"{changes[place].why}!")
    assert first_broken(altered, head) == place + 1
    assert first_broken(changes[:place] + changes[place + 1 :], head) == place + 1
    resealed = replace(altered[place], hash=hash_of(altered[place]))
    assert first_broken([*changes[:place], resealed, *changes[place + 1 :]], head) == place + 2


@pytest.mark.parametrize(
    ("version", "safe"),
    [((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 50, 6), False),
     ((3, 50, 7), True), ((3, 51, 2), False), ((3, 51, 3), True), ((4, 0, 0), True)],
)  # fmt: skip
def test_the_write_ahead_log_is_used_where_it_is_safe(
    version: tuple[int, int, int], safe: bool
) -> None:
    assert wal_is_safe(version) is safe
