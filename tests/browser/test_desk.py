"""The desk in a browser: signed in, worked at by keyboard, looked at narrow."""

import pytest
from playwright.sync_api import Page, expect

from assistant.desk.room import DeskRoom
from assistant.tickets.ticket import TicketStatus
from tests.browser.desk import desk, handoff_id, page, room, ticket_id

__all__ = ["desk", "handoff_id", "page", "room", "ticket_id"]


def test_a_ticket_is_taken_and_moved_by_keyboard(
    page: Page, room: DeskRoom, ticket_id: str
) -> None:
    page.reload()
    page.get_by_role("link", name=ticket_id).press("Enter")
    expect(page.get_by_role("heading", name=ticket_id)).to_be_visible()
    page.get_by_role("button", name="Take it").press("Enter")
    expect(page.get_by_role("button", name="Give it back")).to_be_visible()
    page.get_by_label("It stands at").select_option("in_progress")
    page.get_by_label("Why").fill("begun")
    page.get_by_role("button", name="Change").press("Enter")
    expect(page.get_by_text("in progress: begun")).to_be_visible()
    assert room.store.find(ticket_id).status is TicketStatus.IN_PROGRESS


def test_what_is_refused_is_said_and_what_was_typed_stays(page: Page, ticket_id: str) -> None:
    page.goto(f"{page.url.rpartition('/')[0]}/tickets/{ticket_id}")
    page.get_by_label("It stands at").select_option("denied")
    page.get_by_role("button", name="Change").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why it becomes denied")
    page.get_by_label("Note").fill("half a thought")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_text("half a thought")).to_be_visible()


def test_a_question_is_answered_from_the_box_that_has_the_focus(page: Page) -> None:
    page.get_by_role("link", name="Ask").click()
    expect(page.get_by_label("Question")).to_be_focused()
    page.keyboard.type("Do you sell my data?")
    page.keyboard.press("Enter")
    expect(page.locator("#to-copy")).to_contain_text("crypjama/california/sharing/5")
    expect(page.get_by_role("button", name="Copy with ids")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("where", ["queue", "ask", "gaps", "record", "deeds", "ticket", "live"])
def test_pages_are_no_wider_than_the_screen(
    page: Page, ticket_id: str, handoff_id: str, width: int, where: str
) -> None:
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    places = {"ticket": f"tickets/{ticket_id}", "live": f"tickets/{handoff_id}/live"}
    path = places.get(where, where)
    page.goto(f"{page.url.rpartition('/')[0]}/{path}")
    page.set_viewport_size({"width": width, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []


def test_who_signs_out_is_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
