"""How things stand is told: thinking, offline, back; and what was typed stays."""

import re
from collections.abc import Iterator
from threading import Event

import pytest
from playwright.sync_api import Browser, Page, expect

from settings import Settings
from tests.browser.conftest import first_visit
from tests.fakes import NEXT, FakeAssistant
from tests.serving import whole_chat

HELD = Event()


@pytest.fixture(scope="module")
def chat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = Settings(
        questions_per_minute=1000,
        database_url=f"sqlite:///{tmp_path_factory.mktemp('states')}/tickets.sqlite3",
    )
    with whole_chat(settings, FakeAssistant(held=HELD)) as origin:
        yield origin


@pytest.fixture
def page(browser: Browser, chat: str) -> Iterator[Page]:
    HELD.set()
    with first_visit(browser, chat) as page:
        yield page
        HELD.set()


def say(page: Page, words: str) -> None:
    page.fill("#question textarea", words)
    page.click("#send")


def test_while_it_is_looked_up_the_page_says_so_and_then_no_longer(page: Page) -> None:
    HELD.clear()
    say(page, "Do you sell my data?")
    expect(page.locator("#thinking")).to_have_text("Looking it up…")
    expect(page.locator("[data-testid='user']")).to_have_text("Do you sell my data?")
    HELD.set()
    expect(page.locator("[data-testid='bot']")).to_contain_text("Here is what the policy says")
    expect(page.locator("#thinking")).to_be_hidden()


@pytest.mark.parametrize("pressed", [None, "Talk to a person"])
def test_what_is_sent_meanwhile_is_said_to_come_after(page: Page, pressed: str | None) -> None:
    HELD.clear()
    say(page, "Do you sell my data?")
    expect(page.locator("#thinking")).to_be_visible()
    page.click("#send")  # with nothing in the box
    expect(page.locator("#status")).to_be_empty()
    page.get_by_role("button", name=pressed).click() if pressed else say(page, "hello")
    expect(page.locator("#status")).to_have_text("That comes right after this answer.")
    HELD.set()
    expect(page.locator("[data-testid='bot']")).to_have_count(2)
    expect(page.locator("#status")).to_be_empty()


def test_an_answer_is_announced_once(page: Page) -> None:
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    say(page, "Do you sell my data?")
    expect(page.locator("[data-testid='bot']")).to_have_count(1)
    # Live regions within a live region would be read a second time.
    assert log.locator("[aria-live], [role='status'], [role='alert']").count() == 0


def test_offline_nothing_that_was_typed_is_lost_and_it_can_be_sent_later(page: Page) -> None:
    page.context.set_offline(True)
    expect(page.locator("#status")).to_contain_text("You are offline")
    say(page, "Do you sell my data?")
    expect(page.locator("#question textarea")).to_have_value("Do you sell my data?")
    page.context.set_offline(False)
    expect(page.locator("#status")).to_contain_text("Reconnecting")
    expect(page.locator("#status")).to_contain_text("You are back online")
    expect(page.locator("#question textarea")).to_have_value("Do you sell my data?")
    page.click("#send")
    expect(page.locator("[data-testid='bot']")).to_contain_text("Here is what the policy says")
    expect(page.locator("#question textarea")).to_have_value("")


def test_what_is_suggested_is_asked_when_it_is_pressed(page: Page) -> None:
    say(page, "Do you sell my data?")
    for question in NEXT:
        expect(page.get_by_role("button", name=question)).to_be_visible()
    page.get_by_role("button", name=NEXT[0]).click()
    expect(page.locator("[data-testid='user']").last).to_have_text(NEXT[0])
    expect(page.locator("[data-testid='bot']")).to_have_count(2)


def test_a_shopper_says_that_an_answer_did_not_help_and_why(page: Page) -> None:
    say(page, "Do you sell my data?")
    page.get_by_role("button", name="This didn’t help").click()
    expect(page.locator("#verdict-told")).to_have_text("What was wrong with it?")
    page.get_by_role("button", name="I don’t understand it").press("Enter")
    expect(page.locator("#verdict-told")).to_contain_text("Thank you")
    expect(page.get_by_role("button", name="This helped")).to_be_hidden()
    say(page, "hello")  # small talk is nothing to judge
    expect(page.locator("[data-testid='bot']")).to_have_count(2)
    expect(page.locator("#verdict button")).to_have_count(0)


def test_a_screen_reader_finds_the_answer_its_two_sources_and_what_can_be_done(page: Page) -> None:
    say(page, "two things")
    expect(page.locator("[data-testid='bot']")).to_be_visible()
    expect(page.get_by_role("log")).to_match_aria_snapshot("""
      - log "chatbot conversation":
        - paragraph: two things
        - paragraph:
          - text: No, it is not sold.
          - link "[1]"
          - text: Nothing biometric is collected.
          - link "[2]"
        - paragraph:
          - strong: Where the policy says so
        - list:
          - listitem:
            - link "[1]"
            - text: /“In the preceding twelve/
            - emphasis
            - strong: Applies to California residents
          - listitem:
            - link "[2]"
            - emphasis
            - strong: Applies to California residents
        - paragraph:
          - link "Save or print"
    """)
    first = page.get_by_role("link", name="[1]").first
    first.focus()
    expect(first).to_have_accessible_description(re.compile("we have not sold any Personal"))
