"""Barriers that axe-core finds on the chat and on the desk, by day and by night."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from assistant.conversation import Turn
from assistant.desk.room import DeskRoom
from assistant.reason import Reason
from assistant.reply import Abstention
from tests.browser.desk import PASSWORD, desk, handoff_id, room, ticket_id
from tests.browser.test_chat import ask

__all__ = ["desk", "handoff_id", "room", "ticket_id"]

LEVELS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
SAID = {
    "nothing": "", "an answer": "Do you sell my data?", "a choice": "Something unclear",
    "a form": "Delete my data",
}  # fmt: skip


def barriers(page: Page) -> list[str]:
    """What is in the way, each with where."""
    found = Axe().run(page, options=LEVELS).response["violations"]
    return [
        f"{one['impact']} {one['id']}: {node['target']}" for one in found for node in one["nodes"]
    ]


@pytest.fixture(params=[("light", 1280), ("dark", 360)], ids=["day, wide", "night, narrow"])
def seen(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    scheme, width = request.param
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 740}, reduced_motion="reduce"
    )
    page = context.new_page()
    yield page
    context.close()


def test_a_barrier_would_be_found(seen: Page, origin: str) -> None:
    seen.goto(f"{origin}/chat/")
    seen.wait_for_selector("#question textarea")
    seen.evaluate("document.querySelector('#masthead').append(new Image(10, 10))")
    assert [found.split(":")[0] for found in barriers(seen)] == ["critical image-alt"]


@pytest.mark.parametrize("said", SAID)
def test_the_chat_has_no_barriers(seen: Page, origin: str, said: str) -> None:
    seen.goto(f"{origin}/chat/")
    seen.wait_for_selector("#question textarea")
    if SAID[said]:
        ask(seen, SAID[said])
    assert barriers(seen) == []


def test_the_desk_has_no_barriers(
    seen: Page, desk: str, room: DeskRoom, ticket_id: str, handoff_id: str
) -> None:
    room.live.join(handoff_id, "bo", at=room.now())
    room.live.hear(handoff_id, "are you there?", at=room.now())
    silent = Abstention(text="Silent.", reason=Reason.POLICY_SILENT)
    turn = Turn(text="Do you use drones?", reply=silent)
    room.conversations.keep("c", 0, turn, at=room.now())
    seen.goto(desk)
    assert barriers(seen) == []
    seen.get_by_label("Name").fill("bo")
    seen.get_by_label("Password").fill(PASSWORD)
    seen.keyboard.press("Enter")
    expect(seen.get_by_role("heading", name="Queue")).to_be_visible()
    asked = "ask?q=Do+you+sell+my+data%3F"
    for where in ("queue", f"tickets/{ticket_id}", asked, "record", "deeds", "tickets/nothing",
                  "gaps", f"tickets/{handoff_id}", f"tickets/{handoff_id}/live"):  # fmt: skip
        seen.goto(f"{desk}/{where}")
        assert barriers(seen) == [], where
