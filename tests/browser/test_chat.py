import os
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from assistant.chat.page import EXAMPLES
from corpus import Policy
from tests.browser.conftest import Watch
from tests.fakes import BIOMETRIC, COLLECTED, FakeAssistant

MARKER = "#conversation a[href^='#policy-']"
ANSWERS = "#conversation [data-testid='bot']"
WIDE, PHONE = 1280, 360
both = pytest.mark.parametrize("page", [WIDE, PHONE], indirect=True)
phone = pytest.mark.parametrize("page", [PHONE], indirect=True)


@pytest.fixture(scope="module")
def policy() -> Policy:
    return FakeAssistant().policy


def ask(page: Page, text: str) -> Locator:
    """The answer to the text, typed and sent."""
    answers = page.locator(ANSWERS)
    before = answers.count()
    page.get_by_label("Your question").fill(text)
    page.keyboard.press("Enter")
    expect(answers).to_have_count(before + 1)
    return answers.last


def marked(page: Page) -> list[str]:
    return page.locator("#policy mark").all_inner_texts()


@both
def test_a_question_gets_its_answer(page: Page) -> None:
    expect(ask(page, "hello")).to_have_text("Hello. Ask me about the policy.")
    expect(page.get_by_label("Your question")).to_have_value("")


@both
def test_a_marker_opens_the_policy_at_the_exact_quote(page: Page) -> None:
    ask(page, "Do you sell my data?")
    page.locator(MARKER).click()
    mark = page.locator("#policy mark")
    expect(mark).to_be_in_viewport()
    quote = "In the preceding twelve (12) months, we have not sold any Personal Information"
    assert marked(page) == [f"{quote} for monetary consideration."]
    assert page.evaluate("document.activeElement.id") == "clause:crypjama/california/sharing/5"


def test_a_quote_that_runs_over_a_list_is_marked_item_by_item(page: Page, policy: Policy) -> None:
    ask(page, "What do you collect?")
    page.locator(MARKER).click()
    items = [item.text for item in policy.items_under(COLLECTED)]
    assert marked(page) == [policy.clause(COLLECTED).text, *items]


@both
def test_a_quoted_table_row_is_marked_cell_by_cell(page: Page, policy: Policy) -> None:
    ask(page, "Do you keep fingerprints?")
    page.locator(MARKER).click()
    assert marked(page) == policy.clause(BIOMETRIC).text.split(" | ")
    expect(page.locator("#policy mark").first).to_be_in_viewport()


def test_only_one_quote_is_marked_at_a_time_and_the_words_stay_whole(
    page: Page,
) -> None:
    before = page.locator("#policy-text").inner_text()
    ask(page, "What do you collect?")
    ask(page, "Do you sell my data?")
    page.locator(MARKER).first.click()
    page.locator(MARKER).last.click()
    assert len(marked(page)) == 1
    assert page.locator("#policy-text").inner_text() == before
    assert page.locator("#policy .quoted").count() == 1


@both
def test_the_keyboard_alone_gets_to_the_quote_and_back(page: Page) -> None:
    ask(page, "Do you sell my data?")
    page.locator(MARKER).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#policy mark")).to_be_in_viewport()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("#policy-")


@phone
def test_on_a_phone_the_policy_lies_over_the_chat_and_can_be_closed(page: Page) -> None:
    panel = page.locator("#policy")
    expect(panel).to_be_hidden()
    page.get_by_role("button", name="Read the policy").click()
    expect(panel).to_be_visible()
    assert page.locator("gradio-app").evaluate("chat => chat.inert")
    page.get_by_role("button", name="Back to the chat").click()
    expect(panel).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "open-policy"


@both
def test_nothing_is_wider_than_the_page_and_all_controls_are_in_it(page: Page) -> None:
    ask(page, "Do you keep fingerprints?")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for name in ("Send", "Talk to a person"):
        expect(page.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)


@both
def test_what_is_pressed_is_large_enough_to_hit(page: Page) -> None:
    ask(page, "Do you sell my data?")
    for control in page.locator(f"button:visible, {MARKER}").all():
        box = control.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24, control.evaluate("e => e.outerHTML")


def test_each_example_is_asked_when_it_is_pressed(page: Page) -> None:
    for example in EXAMPLES:
        expect(page.get_by_role("button", name=example)).to_be_visible()
    page.get_by_role("button", name=EXAMPLES[0]).click()
    expect(page.locator("#conversation [data-testid='user']")).to_have_text(EXAMPLES[0])
    expect(page.locator(MARKER)).to_be_visible()
    expect(page.get_by_role("button", name=EXAMPLES[0])).to_be_hidden()


def test_a_person_is_one_press_away_and_a_draft_survives_it(page: Page) -> None:
    box = page.get_by_label("Your question")
    box.fill("half a question")
    page.get_by_role("button", name="Talk to a person").click()
    expect(page.locator(ANSWERS).last).to_contain_text("contact@crypjama.com")
    expect(box).to_have_value("half a question")


def test_clearing_forgets_the_conversation_on_our_side_too(page: Page) -> None:
    ask(page, "hello")
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(ANSWERS)).to_have_count(0)
    page.wait_for_timeout(500)
    expect(ask(page, "Anything?")).to_have_text("The policy does not say. You asked 0 before.")


def test_a_failure_is_a_sentence_that_offers_a_person(page: Page) -> None:
    expect(ask(page, "explode")).to_contain_text("write to a person at contact@crypjama.com")


def test_answers_are_announced_without_markup(page: Page) -> None:
    answer = ask(page, "Do you sell my data?")
    log = page.get_by_role("log")
    assert log.get_attribute("aria-live") == "polite"
    expect(answer).not_to_have_attribute("aria-label", "", timeout=1)
    assert page.locator("#conversation [data-testid='bot'][aria-label]").count() == 0


@both
def test_an_answer_is_read_from_its_beginning(page: Page) -> None:
    for text in ("What do you collect?", "Do you keep fingerprints?", "What do you collect?"):
        ask(page, text)
        question = page.locator("#conversation [data-testid='user']").last
        expect(question).to_be_in_viewport(ratio=1)
        expect(page.locator(ANSWERS).last.locator("p").first).to_be_in_viewport()
    assert page.evaluate("scrollY") == 0
    expect(page.locator("#masthead h1")).to_be_in_viewport(ratio=1)


def test_markup_that_is_typed_is_shown_as_text(page: Page) -> None:
    picture = "<img src=x onerror=document.title='gone'> ![a](http://b.example/c.png)"
    typed = f"{picture} <form> www.d.example"
    ask(page, typed)
    message = page.locator("#conversation [data-testid='user']").last
    expect(message).to_have_text(typed)
    assert message.locator("img, a, form").count() == 0
    assert page.title() != "gone"


def test_known_attacks_stay_text(page: Page) -> None:
    folder = os.environ.get("CLAUSEWISE_SHARED_DATA")
    if not folder or not Path(folder).is_dir():
        pytest.skip("CLAUSEWISE_SHARED_DATA names no folder with the attack lists")
    file = Path(folder) / "attacks" / "xss-payload-list" / "xss-payload-list.txt"
    payloads = file.read_text("utf-8").splitlines()
    page.on("dialog", lambda _: pytest.fail("a script ran"))
    for start in range(0, len(payloads), len(payloads) // 8):
        ask(page, "\n".join(payloads[start : start + 40])[:1900])
        message = page.locator("#conversation [data-testid='user']").last
        shown = message.locator("p, br, span, div")
        assert message.locator("*").count() == shown.count()


@both
def test_nothing_leaves_for_elsewhere_and_nothing_is_complained_of(
    page: Page, watch: Watch, origin: str
) -> None:
    ask(page, "Do you sell my data?")
    page.locator(MARKER).click()
    page.wait_for_timeout(300)
    assert watch.requests
    assert [url for url in watch.requests if not url.startswith((f"{origin}/", "data:"))] == []
    assert watch.complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.reload()
    page.wait_for_selector("#question textarea")
    ask(page, "Do you sell my data?")
    page.locator(MARKER).click()
    page.wait_for_timeout(300)
    faint = page.evaluate(Path(__file__).with_name("contrast.js").read_text("utf-8"))
    assert faint == []
