"""The published page in a real browser."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from evals.outcome import Outcome
from evals.publish import write_report
from tests.browser.conftest import Watch, browser
from tests.evals.publish.conftest import ATTACK, Judged, Told, answered, asked

__all__ = ["browser"]

CONTRAST = (Path(__file__).parents[2] / "browser" / "contrast.js").read_text(encoding="utf-8")
WIDE, PHONE = 1280, 390
SHOWN = "#cases details.case:not([hidden])"
LONG = "pneumono" * 60

Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def published(
    judged: Judged, told: Told, before: dict[str, Outcome], tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The address of a page with a case that attacks wherever a text of a case is shown."""
    attack = asked(ATTACK, ATTACK, LONG, tags=(ATTACK, "sample"), request={"right": ATTACK})
    outcome = answered(attack, text=f"{ATTACK} {LONG}", probability=0.5)
    report = judged([*told, (attack, outcome)], baseline=before)
    paths = write_report(report, tmp_path_factory.mktemp("published"))
    return paths[0].as_uri()


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def opened(browser: Browser, published: str, watch: Watch) -> Iterator[Opened]:
    """Opens the page; it may be told how wide, in which colours, with scripts or without, where."""
    contexts = []

    def open_page(*, width: int = WIDE, place: str = "", **more: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, **more)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: watch.complaints.append(message.text))
        page.on("pageerror", lambda error: watch.complaints.append(str(error)))
        page.on("request", lambda request: watch.requests.append(request.url))
        page.goto(published + place)
        return page

    yield open_page
    for context in contexts:
        context.close()


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


def test_the_page_needs_nothing_else_and_complains_of_nothing(
    opened: Opened, published: str, watch: Watch
) -> None:
    page = opened()
    expect(page.get_by_role("heading", level=1)).to_have_text("Evals of samples")
    expect(page.get_by_role("heading", name="Every gate holds")).to_be_visible()
    open_all(page)
    assert watch.requests == [published]
    assert watch.complaints == []


def test_cases_are_filtered_by_the_keyboard_alone(opened: Opened) -> None:
    page = opened()
    count = page.get_by_role("status")
    expect(count).to_have_text("7 cases")
    assert count.get_attribute("aria-live") == "polite"
    page.get_by_label("Search").focus()
    page.keyboard.type("disputes hears")
    expect(count).to_have_text("1 of 7 cases")
    expect(page.locator(SHOWN)).to_have_id("case-crash")
    page.keyboard.press("Control+A")
    page.keyboard.press("Backspace")
    page.keyboard.press("Tab")
    page.keyboard.type("passing")
    expect(count).to_have_text("2 of 7 cases")
    page.keyboard.press("Tab")
    page.keyboard.type("dogs")
    expect(count).to_have_text("1 of 7 cases")
    expect(page.locator(SHOWN)).to_have_id("case-dogs")


@pytest.mark.parametrize(
    ("label", "option", "left"),
    [
        ("State", "failing", 5), ("State", "without a reply", 1), ("State", "broke", 2),
        ("State", "mended", 1), ("Tag", "dogs", 1), ("Expected", "answer", 4),
        ("Got", "abstention", 2),
    ],
)  # fmt: skip
def test_each_field_filters(opened: Opened, label: str, option: str, left: int) -> None:
    page = opened()
    page.locator("#filter").get_by_label(label).select_option(label=option)
    expect(page.get_by_role("status")).to_have_text(f"{left} of 7 cases")
    expect(page.locator(SHOWN)).to_have_count(left)
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(SHOWN)).to_have_count(7)


def test_a_tag_and_a_number_of_the_matrix_lead_to_their_cases(opened: Opened) -> None:
    page = opened()
    page.locator(".matrix").get_by_role("link", name="2").first.click()
    expect(page.get_by_role("status")).to_have_text("2 of 7 cases")
    page.locator(".tags").get_by_role("link", name="dogs").click()
    expect(page.locator(SHOWN)).to_have_count(1)
    expect(page.locator(SHOWN)).to_have_id("case-dogs")


def test_an_address_opens_its_case(opened: Opened) -> None:
    page = opened(place="#case-disputes")
    case = page.locator("#case-disputes")
    expect(case).to_have_attribute("open", "")
    expect(case).to_be_in_viewport()
    expect(case.get_by_role("heading", name="Expected")).to_be_visible()


def test_an_address_opens_its_case_though_it_is_filtered_out(opened: Opened) -> None:
    page = opened()
    page.get_by_label("State").select_option("passes")
    page.evaluate("location.hash = 'case-disputes'")
    expect(page.locator("#case-disputes")).to_be_in_viewport()
    expect(page.get_by_role("status")).to_have_text("7 cases")


def test_an_accepted_clause_can_be_looked_up(opened: Opened) -> None:
    page = opened(place="#clause-crypjama/children/1")
    expect(page.locator("[id='clause-crypjama/children/1'] blockquote")).to_be_in_viewport()


def test_an_attack_is_shown_as_it_was_typed_and_does_nothing(opened: Opened, watch: Watch) -> None:
    page = opened()
    open_all(page)
    page.get_by_label("Search").fill("onerror")
    page.locator("#filter").get_by_label("Tag").select_option(ATTACK)
    case = page.locator(SHOWN)
    expect(case.locator(".turns li").first).to_have_text(ATTACK)
    expect(case.locator(".said")).to_contain_text(ATTACK)
    assert page.evaluate("window.attacked") is None
    assert page.locator("img, script").count() == 1
    assert watch.complaints == []


def test_a_script_that_came_in_all_the_same_would_not_run(opened: Opened, watch: Watch) -> None:
    page = opened()
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'),"
        " { textContent: 'window.attacked = 1' }))"
    )
    assert page.evaluate("window.attacked") is None
    assert "Content Security Policy" in watch.complaints[0]


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_nothing_is_wider_than_the_page(opened: Opened, width: int) -> None:
    page = opened(width=width)
    open_all(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_stands_out_from_what_is_behind_it(opened: Opened, scheme: str) -> None:
    page = opened(color_scheme=scheme)
    open_all(page)
    assert page.evaluate(CONTRAST) == []


def test_headings_skip_no_level(opened: Opened) -> None:
    page = opened()
    levels = page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, h4, h5')].map((one) => +one.tagName[1])"
    )
    assert levels[0] == 1
    assert all(lower <= upper + 1 for upper, lower in pairwise(levels))


def test_ids_are_unique(opened: Opened) -> None:
    ids = opened().evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))


def test_all_can_be_read_without_javascript(opened: Opened) -> None:
    page = opened(java_script_enabled=False)
    expect(page.locator("#filter")).to_be_hidden()
    case = page.locator("#case-disputes")
    case.locator("summary").first.click()
    expect(case.locator(".said")).to_have_text("The policy says so.")
    expect(case.locator("mark")).to_contain_text("persons under 13 years of age")
