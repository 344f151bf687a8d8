"""A shopper's whole visit on the shop's own page: asking, the clause, a request, its reference."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from assistant.chat.panel import render_policy
from assistant.tickets.reference import REFERENCE, read_reference
from corpus import Shelf
from settings import Settings
from tests.browser.shop import FILLER
from tests.browser.test_accessibility import barriers
from tests.browser.test_widget import LAUNCHER, Place, frame, free_port, visited
from tests.fakes import SELLING
from tests.serving import whole_chat

# As a shop has it: the words, and no ids of ours.
POLICY = re.sub(r' (?:id|data-start|data-end)="[^"]*"', "", render_policy(Shelf().load("crypjama")))
LIT = "[...(CSS.highlights.get('clausewise-quote') ?? [])].map(String).join(' ')"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    port = free_port()
    settings = Settings(
        questions_per_minute=1000, allowed_origins=(f"http://127.0.0.1:{port}",),
        database_url=f"sqlite:///{tmp_path_factory.mktemp('visit')}/tickets.sqlite3",
    )  # fmt: skip
    with whole_chat(settings) as chat:
        yield Place(chat=chat, port=port)


@contextmanager
def visit(browser: Browser, place: Place, *, text: str = POLICY, **context: Any) -> Iterator[Page]:
    """The shop's page, which has the policy's text, with the chat open."""
    with visited(browser, place, text=text, **context) as page:
        page.get_by_role("button", name=LAUNCHER).click()
        expect(frame(page).get_by_label("Your question")).to_be_visible()
        yield page


def ask(page: Page, words: str) -> None:
    box = frame(page).get_by_label("Your question")
    box.fill(words)
    box.press("Enter")


def until(page: Page, held: str) -> None:
    """Wait until it holds; the driver's own way to wait evaluates, which the page refuses."""
    deadline = time.monotonic() + 8
    while not page.evaluate(held):
        assert time.monotonic() < deadline, held
        page.wait_for_timeout(50)


def inside(page: Page) -> Frame:
    return next(one for one in page.frames if "/chat/" in one.url)


@pytest.mark.parametrize(
    ("width", "scheme"), [(360, "dark"), (768, "light"), (1440, "dark")], ids=str
)
def test_from_a_question_to_the_reference_of_a_request(
    browser: Browser, place: Place, width: int, scheme: str
) -> None:
    with visit(
        browser, place, width=width, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
    ) as page:
        chat = frame(page)
        ask(page, "Do you sell my data?")
        chat.locator("#conversation a[href^='#policy-']").last.click()
        until(page, f"({LIT}) === {place_of(SELLING)!r}")
        if width == 360:
            expect(page.get_by_role("dialog")).to_have_count(0)  # or it would cover the clause
            page.get_by_role("button", name=LAUNCHER).click()
        ask(page, "Delete my data")
        chat.get_by_label("E-mail address").fill("ana@example.com")
        assert barriers(page) == []
        chat.get_by_role("button", name="File this request").click()
        expect(chat.locator("[data-testid='bot']").last).to_contain_text("Filed as")
        told = chat.locator("[data-testid='bot']").last.inner_text()
        found = REFERENCE.search(told)
        assert found
        assert read_reference(found.group())
        hosts = {f"{urlsplit(one).scheme}://{urlsplit(one).netloc}" for one in place.requests}
        assert hosts <= {place.chat, f"http://127.0.0.1:{place.port}", "data://", "blob://"}
        assert inside(page).evaluate("document.documentElement.scrollWidth") <= width


def place_of(clause_id: str) -> str:
    text = Shelf().load("crypjama").clause(clause_id).text
    return text[: text.index(".") + 1]


def test_under_the_shops_strict_policy_the_clause_is_lit_and_has_the_focus(
    browser: Browser, place: Place
) -> None:
    with visit(browser, place) as page:
        ask(page, "Do you sell my data?")
        before = page.evaluate("scrollY")
        frame(page).locator("#conversation a[href^='#policy-']").last.press("Enter")
        until(page, f"({LIT}) === {place_of(SELLING)!r}")
        assert page.evaluate("scrollY") > before
        focused = page.evaluate("document.activeElement.textContent")
        assert place_of(SELLING) in focused
        expect(frame(page).locator("#policy.open")).to_have_count(0)
        assert place.complaints == []


def test_a_list_that_is_quoted_is_lit_item_by_item(browser: Browser, place: Place) -> None:
    with visit(browser, place) as page:
        ask(page, "What do you collect?")
        frame(page).locator("#conversation a[href^='#policy-']").last.click()
        until(page, "CSS.highlights.get('clausewise-quote')?.size > 2")


def test_where_the_page_has_not_the_words_the_chat_shows_the_clause_itself(
    browser: Browser, place: Place
) -> None:
    with visit(browser, place, text=FILLER) as page:
        ask(page, "Do you sell my data?")
        frame(page).locator("#conversation a[href^='#policy-']").last.click()
        expect(frame(page).locator("#policy mark").first).to_contain_text("we have not sold")


def test_an_answer_is_saved_and_its_reference_copied_from_within_the_frame(
    browser: Browser, place: Place, tmp_path: Path
) -> None:
    with visit(browser, place) as page:
        ask(page, "Do you sell my data?")
        with page.context.expect_page() as opened:
            frame(page).get_by_role("link", name="Save or print").click()
        saved = opened.value
        expect(saved.get_by_role("heading", level=1)).to_contain_text("Crypjama’s privacy policy")
        expect(saved.get_by_text("it stands there, word for word")).to_be_visible()
        assert barriers(saved) == []
        with saved.expect_download() as download:
            saved.get_by_role("link", name="Save as a file").click()
        kept = tmp_path / "answer.html"
        download.value.save_as(kept)
        assert place_of(SELLING) in kept.read_text(encoding="utf-8")
        saved.close()
        ask(page, "Delete my data, ana@example.com")
        frame(page).get_by_role("button", name="File this request").click()
        frame(page).get_by_role("link", name="Copy the reference").click()
        expect(frame(page).locator("#status")).to_have_text("Copied.")
        with page.expect_download() as calendar:
            frame(page).get_by_role("link", name="Add the deadlines to a calendar").click()
        calendar.value.save_as(tmp_path / "deadlines.ics")
        assert b"BEGIN:VEVENT" in (tmp_path / "deadlines.ics").read_bytes()
        box = frame(page).get_by_label("Your question")
        box.fill("")
        box.press("Control+v")
        assert read_reference(box.input_value())


def test_at_200_percent_all_of_it_can_be_read_and_used(browser: Browser, place: Place) -> None:
    # A window of 1280 × 720 has half as many CSS pixels each way when it is zoomed to 200%.
    with visit(browser, place, width=640, height=360, device_scale_factor=2) as page:
        chat = frame(page)
        ask(page, "Do you sell my data?")
        answer = chat.locator("[data-testid='bot']").last
        expect(answer).to_contain_text("we have not sold")
        assert inside(page).evaluate("document.documentElement.scrollWidth") <= 640
        for name in ("Send", "Talk to a person", "Save or print"):
            control = chat.get_by_role("link" if name == "Save or print" else "button", name=name)
            control.scroll_into_view_if_needed()
            expect(control).to_be_in_viewport()
            expect(chat.get_by_role("button", name="Talk to a person")).to_be_in_viewport()
        log = chat.locator("#conversation [role='log']")
        box = log.bounding_box()
        assert box is not None
        assert box["height"] > 80  # some lines of the answer at once
