"""Deadlines as entries that a calendar takes."""

from datetime import date

import icalendar
import pytest
from fastapi.testclient import TestClient

from assistant.saved.calendar import UnreadableDeadlines, calendar
from assistant.tickets.reference import new_reference

REFERENCE = new_reference()


def entries(**told: str) -> list[icalendar.Event]:
    written = calendar("Crypjama", {"reference": REFERENCE, **told})
    return list(icalendar.Calendar.from_ical(written).walk("VEVENT"))


def test_each_deadline_is_a_day_with_a_reminder_the_day_before() -> None:
    first, second = entries(**{"confirm receipt": "2026-12-14", "answer": "2027-01-14"})
    assert first["dtstart"].dt == date(2026, 12, 14)
    assert second["dtend"].dt == date(2027, 1, 15)
    assert REFERENCE in first["summary"]
    assert "It is to answer by January 14, 2027." in second["description"]
    (reminder,) = first.walk("VALARM")
    assert reminder["trigger"].dt.days == -1


def test_the_same_deadline_is_the_same_entry() -> None:
    (one,), (again,) = entries(answer="2027-01-14"), entries(answer="2027-01-14")
    assert one["uid"] == again["uid"]


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"reference": REFERENCE},
        {"reference": REFERENCE, "answer": "soon"},
        {"reference": REFERENCE, "answer": "2026-13-01"},
        {"reference": "BEGIN:VEVENT", "answer": "2026-12-01"},
        {"reference": f"{REFERENCE}\r\nX: 1"[:-1], "answer": "2026-12-01"},
    ],
)
def test_an_address_that_names_no_deadline_is_refused(told: dict[str, str]) -> None:
    with pytest.raises(UnreadableDeadlines, match="Name a request and a deadline"):
        calendar("Crypjama", told)


def test_the_server_hands_it_out_as_a_file(client: TestClient) -> None:
    address = f"/calendar.ics?reference={REFERENCE}&answer=2027-01-14"
    answer = client.get(address)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    assert client.get("/calendar.ics?answer=2027-01-14").status_code == 422
    spanish = client.get(address, headers={"accept-language": "es"})
    assert "solicitud de privacidad" in spanish.text.replace("\r\n ", "")
