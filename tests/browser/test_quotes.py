"""What an answer rests on: seen at its marker, copied with it, linked to, printed."""

import re

import pytest
from playwright.sync_api import Page, expect

from corpus import Policy
from tests.browser.conftest import Watch
from tests.browser.test_chat import ANSWERS, MARKER, ask, both, marked
from tests.fakes import COLLECTED, SELLING, FakeAssistant

TIP = "#quote-tip"


@pytest.fixture(scope="module")
def quote() -> str:
    policy: Policy = FakeAssistant().policy
    text = policy.clause(SELLING).text
    return text[: text.index(".") + 1]


@both
def test_a_marker_shows_its_quote_on_focus_and_on_hover(
    page: Page, quote: str, watch: Watch
) -> None:
    ask(page, "Do you sell my data?")
    marker = page.locator(MARKER).last
    marker.focus()
    expect(page.locator(TIP)).to_contain_text(quote)
    expect(page.locator(TIP)).to_contain_text("Applies to California residents")
    expect(page.locator(TIP)).to_contain_text(SELLING)
    expect(marker).to_have_accessible_description(re.compile("we have not sold"))
    box = page.locator(TIP).bounding_box()
    size = page.viewport_size
    assert box is not None
    assert size is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size["width"]
    assert box["y"] >= 0
    page.keyboard.press("Escape")
    expect(page.locator(TIP)).to_be_hidden()
    page.get_by_label("Your question").focus()
    marker.hover()
    expect(page.locator(TIP)).to_be_visible()
    page.locator(TIP).hover()  # it can be reached by the pointer
    expect(page.locator(TIP)).to_be_visible()
    page.get_by_label("Your question").hover()
    expect(page.locator(TIP)).to_be_hidden()
    assert watch.complaints == []


def test_what_is_copied_of_an_answer_takes_its_sources_along(page: Page, quote: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answer = ask(page, "Do you sell my data?")
    answer.evaluate("(one) => getSelection().selectAllChildren(one)")
    page.keyboard.press("Control+c")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Here is what the policy says")
    head, _, sources = copied.partition("\n\nPrivacy Policy, version ")
    assert head
    assert f"[1] “{quote}” ({SELLING})" in sources


def test_what_is_copied_from_elsewhere_stays_as_it_is(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "Do you sell my data?")
    page.locator("[data-testid='user']").evaluate("(one) => getSelection().selectAllChildren(one)")
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()").strip() == "Do you sell my data?"


@both
def test_a_link_to_a_clause_opens_the_policy_there(page: Page, quote: str) -> None:
    page.goto(page.url.partition("#")[0] + f"#clause:{SELLING}")
    expect(page.locator("#policy mark").first).to_be_visible()
    assert quote in " ".join(marked(page))
    other = FakeAssistant().policy.clause(COLLECTED)
    page.evaluate("(hash) => { location.hash = hash; }", f"#policy-{other.start}-{other.end}")
    expect(page.locator("#policy mark").first).to_have_text(other.text)


def test_a_link_to_nothing_does_nothing(page: Page, watch: Watch) -> None:
    for hash_ in ("#clause:crypjama/gone", "#%F0%9F", "#policy-99999999-999999999"):
        page.evaluate("(hash) => { location.hash = hash; }", hash_)
    page.wait_for_timeout(100)
    assert page.locator("#policy mark").count() == 0
    assert watch.complaints == []


def test_on_paper_there_are_the_answers_with_their_quotes_and_the_version(
    page: Page, quote: str
) -> None:
    ask(page, "Do you sell my data?")
    page.emulate_media(media="print")
    expect(page.locator(ANSWERS).last).to_contain_text(quote)
    for hidden in ("#ask", "#policy-text", "#always", "#examples"):
        expect(page.locator(hidden)).to_be_hidden()
    content = page.locator("#policy .bar").evaluate(
        "(one) => getComputedStyle(one, '::after').content"
    )
    assert "version" in content
