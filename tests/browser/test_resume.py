"""A page that is loaded again goes on where it was."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Watch, load_again
from tests.browser.test_chat import ANSWERS, QUESTIONS, ask

SAID = "#conversation [data-testid='bot'], #conversation [data-testid='user']"


def test_what_was_said_is_there_again_and_the_conversation_goes_on(
    page: Page, watch: Watch
) -> None:
    ask(page, "Anything?")
    ask(page, "Anything else?")
    load_again(page, watch)
    expect(page.locator(SAID)).to_have_count(4)
    expect(page.locator(QUESTIONS).first).to_have_text("Anything?")
    expect(ask(page, "And more?")).to_contain_text("You asked 2 before.")
    assert watch.complaints == []


def test_what_was_being_typed_is_there_again(page: Page) -> None:
    page.get_by_label("Your question").fill("half a thou")
    load_again(page)
    expect(page.get_by_label("Your question")).to_have_value("half a thou")
    page.get_by_label("Your question").press("End")
    page.keyboard.type("ght")
    page.keyboard.press("Enter")
    expect(page.locator(QUESTIONS)).to_have_text("half a thought")
    load_again(page)
    expect(page.locator(QUESTIONS)).to_have_text("half a thought")
    expect(page.get_by_label("Your question")).to_have_value("")


def test_an_open_form_is_there_again(page: Page) -> None:
    ask(page, "Delete my data, my name is Ana Cruz")
    load_again(page)
    expect(page.locator("#request").get_by_label("Name")).to_have_value("Ana Cruz")


def test_another_tab_knows_nothing_of_it(page: Page) -> None:
    ask(page, "Anything?")
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector("#question textarea")
    expect(ask(other, "Anything?")).to_contain_text("You asked 0 before.")
    other.close()


def test_a_chat_that_was_forgotten_is_not_there_again(page: Page) -> None:
    ask(page, "Anything?")
    page.get_by_role("button", name="Forget this chat").click()
    expect(page.locator(ANSWERS)).to_have_count(1)
    load_again(page)
    expect(page.locator(ANSWERS)).to_contain_text("This chat is forgotten")
    expect(page.locator(SAID)).to_have_count(1)


def test_a_browser_that_keeps_nothing_begins_anew(page: Page) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', {get() { throw new Error('no'); }})"
    )
    load_again(page)
    expect(ask(page, "Anything?")).to_contain_text("You asked 0 before.")
