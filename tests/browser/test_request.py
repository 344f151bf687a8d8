"""The form of a request, in the browser that a shopper has."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from assistant.tickets.sql_store import SqlTicketStore
from tests.browser.test_chat import ANSWERS, ask, both

FORM = "#request"


@pytest.fixture
def form(page: Page) -> Locator:
    """The form that a wish brings, with nothing known yet."""
    ask(page, "Delete my data")
    form = page.get_by_role("group", name="Your request to have data deleted")
    expect(form).to_be_visible()
    return form


def filed(store: SqlTicketStore, email: str) -> list[str]:
    return [
        ticket.ticket_id for ticket in store.listed() if ticket.request.requester.email == email
    ]


def test_there_is_no_form_until_a_request_is_made(page: Page) -> None:
    ask(page, "hello")
    expect(page.locator(FORM)).to_have_count(0)


@both
def test_the_form_asks_for_what_the_right_needs_and_no_more(page: Page, form: Locator) -> None:
    expect(form.get_by_role("textbox")).to_have_count(1)
    expect(form.get_by_label("E-mail address")).to_have_attribute("autocomplete", "email")
    expect(form.get_by_role("button")).to_have_text(["File this request", "Cancel"])
    for button in form.get_by_role("button").all():
        expect(button).to_be_in_viewport()
    # The conversation and the box below it can still be seen.
    expect(page.get_by_label("Your question")).to_be_in_viewport()
    expect(page.locator(ANSWERS).last).to_be_in_viewport()


@both
def test_what_is_written_into_the_form_is_filed(
    page: Page, form: Locator, store: SqlTicketStore
) -> None:
    email = f"form{page.viewport_size['width'] if page.viewport_size else 0}@example.com"
    form.get_by_label("E-mail address").fill(email)
    form.get_by_role("button", name="File this request").click()
    answer = page.locator(ANSWERS).last
    expect(answer).to_contain_text("Filed as")
    expect(page.locator(FORM)).to_have_count(0)
    (reference,) = filed(store, email)
    expect(answer).to_contain_text(reference)


def test_by_keyboard_alone(page: Page, form: Locator, store: SqlTicketStore) -> None:
    email = "keyboard@example.com"
    expect(form).to_be_visible()
    page.get_by_label("Your question").focus()
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
    expect(form.get_by_label("E-mail address")).to_be_focused()
    page.keyboard.type(email)
    page.keyboard.press("Enter")
    expect(page.locator(ANSWERS).last).to_contain_text("Filed as")
    assert filed(store, email)
    expect(page.locator("#conversation [data-testid='user']").last).to_be_focused()


def test_what_was_said_stands_in_the_form_and_both_ways_fill_the_same(page: Page) -> None:
    ask(page, "Delete my data, my name is Ana Cruz, I live in Oregon")
    form = page.locator(FORM)
    expect(form.get_by_label("Name")).to_have_value("Ana Cruz")
    expect(form.get_by_label("State")).to_have_value("Oregon")
    expect(form.get_by_label("E-mail address")).to_have_value("")
    ask(page, "delete it please, order #482133")
    expect(form.get_by_label("Order number")).to_have_value("482133")


def test_what_can_not_be_used_is_said_and_stays_written(
    page: Page, form: Locator, store: SqlTicketStore
) -> None:
    before = len(store.listed())
    field = form.get_by_label("E-mail address")
    for wrong in ("not an address", "a@b@c", "<script>alert(1)</script>@x", "'; DROP TABLE x; --"):
        field.fill(wrong)
        said = page.locator(ANSWERS).count()
        form.get_by_role("button", name="File this request").click()
        expect(page.locator(ANSWERS)).to_have_count(said + 1)
        expect(page.locator(ANSWERS).last).to_contain_text("That is no e-mail address")
        expect(field).to_have_value(wrong)
    assert len(store.listed()) == before


def test_a_form_can_be_called_off(page: Page, form: Locator, store: SqlTicketStore) -> None:
    before = len(store.listed())
    form.get_by_role("button", name="Cancel").click()
    expect(page.locator(ANSWERS)).to_have_count(2)
    expect(page.locator(FORM)).to_have_count(0)
    assert len(store.listed()) == before


def test_the_form_is_no_taller_than_the_page_allows(page: Page, form: Locator) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    box = form.bounding_box()
    assert box is not None
    assert box["height"] <= 0.45 * 640 + 1
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 360


def test_labels_can_be_read(form: Locator) -> None:
    label = form.locator("label span").first
    ink = label.evaluate("(one) => getComputedStyle(one).color")
    assert re.fullmatch(r"rgb\(15, 23, 42\)", ink)
