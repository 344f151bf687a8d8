import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from assistant.chat.phrases import EXAMPLES
from corpus import Policy
from tests.browser.conftest import Watch, load_again
from tests.fakes import BIOMETRIC, CHOICES, COLLECTED, FakeAssistant

MARKER = "#conversation a[href^='#policy-']"
ANSWERS = "#conversation [data-testid='bot']"
QUESTIONS = "#conversation [data-testid='user']"
TOPICS = "#choices button"
FORGET = "Forget this chat"
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


def ask_unclearly(page: Page) -> Locator:
    """The buttons of the topics that are offered."""
    ask(page, "Something unclear")
    expect(page.locator(TOPICS)).to_have_count(len(CHOICES))
    return page.locator(TOPICS)


def covered(topic: Locator) -> bool:
    """Whether no eye can see it, though an ear can hear it."""
    box = topic.locator("xpath=..").bounding_box()
    return bool(box and max(box["width"], box["height"]) <= 1)


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
    ask_unclearly(page)
    # All in one look: between two of them, a button may come or go.
    sizes = page.locator(f"button:visible, {MARKER}").evaluate_all(
        "all => all.map(e => [e.getBoundingClientRect(), e.outerHTML])"
        ".map(([box, shown]) => [Math.min(box.width, box.height), shown])"
    )
    assert len(sizes) > len(CHOICES)
    assert [shown for least, shown in sizes if least < 24] == []


def test_each_example_is_asked_when_it_is_pressed(page: Page) -> None:
    for example in EXAMPLES:
        expect(page.get_by_role("button", name=example())).to_be_visible()
    page.get_by_role("button", name=EXAMPLES[0]()).click()
    expect(page.locator("#conversation [data-testid='user']")).to_have_text(EXAMPLES[0]())
    expect(page.locator(MARKER)).to_be_visible()
    expect(page.get_by_role("button", name=EXAMPLES[0]())).to_be_hidden()


@both
def test_topics_are_buttons_below_the_lead_and_are_read_once(page: Page) -> None:
    for text in ("What do you collect?", "Do you keep fingerprints?"):
        ask(page, text)
    topics = ask_unclearly(page)
    expect(topics).to_have_text(CHOICES)
    expect(
        page.locator(ANSWERS).last.get_by_text("Which of these do you mean?")
    ).to_be_in_viewport()
    for topic in topics.all():
        expect(topic).to_be_in_viewport(ratio=1)
        assert topic.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert covered(page.locator(ANSWERS).last.locator("li").first)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    lead, first = page.locator(ANSWERS).last.bounding_box(), topics.first.bounding_box()
    assert lead
    assert first
    assert first["y"] >= lead["y"] + 24


@both
def test_a_topic_that_is_pressed_is_said_and_answered(page: Page) -> None:
    for at, text in enumerate(CHOICES):
        answers = page.locator(ANSWERS).count()
        ask_unclearly(page).nth(at).click()
        expect(page.locator(ANSWERS)).to_have_count(answers + 2)
        expect(page.locator(QUESTIONS).last).to_have_text(text)
        expect(page.locator(ANSWERS).last.get_by_role("link")).to_be_visible()
        expect(page.locator(TOPICS)).to_have_count(0)


def test_topics_are_reached_and_pressed_with_the_keyboard_and_the_answer_comes_next(
    page: Page,
) -> None:
    topics = ask_unclearly(page)
    expect(page.get_by_label("Your question")).to_be_focused()
    for topic in reversed(topics.all()):
        page.keyboard.press("Shift+Tab")
        expect(topic).to_be_focused()
        outline = topic.evaluate("e => getComputedStyle(e).outline")
        assert re.search(r"solid [2-9]px", outline), outline
    page.keyboard.press("Space")
    expect(page.locator(QUESTIONS).last).to_have_text(CHOICES[0])
    expect(page.locator(QUESTIONS).last).to_be_focused()
    expect(page.locator(ANSWERS)).to_have_count(2)
    page.keyboard.press("Tab")
    expect(page.locator(MARKER)).to_be_focused()


def test_topics_are_announced_with_the_lead(page: Page) -> None:
    """The buttons stand outside of what is announced, and the list that is says their words."""
    topics = ask_unclearly(page)
    for topic, text in zip(topics.all(), CHOICES, strict=True):
        expect(topic).to_have_accessible_name(text)
    expect(page.get_by_role("log").get_by_role("listitem")).to_have_text(CHOICES)


@pytest.mark.parametrize("said", ["2", "hello", CHOICES[0]])
def test_when_anything_else_is_said_the_topics_are_a_list_again(page: Page, said: str) -> None:
    ask_unclearly(page)
    item = page.locator(ANSWERS).first.locator("li").nth(1)
    ask(page, said)
    expect(page.locator(TOPICS)).to_have_count(0)
    expect(item).to_have_text(CHOICES[1])
    assert not covered(item)


def test_the_number_of_a_topic_can_be_typed(page: Page) -> None:
    ask_unclearly(page)
    expect(ask(page, "1")).to_contain_text("we have not sold any Personal Information")


def test_without_the_buttons_the_topics_can_be_read(page: Page) -> None:
    topics = ask_unclearly(page)
    topics.evaluate_all("buttons => buttons.forEach((button) => button.remove())")
    assert not covered(page.locator(ANSWERS).last.locator("li").first)


def test_forgetting_takes_the_topics_along(page: Page) -> None:
    ask_unclearly(page)
    page.get_by_role("button", name=FORGET).click()
    expect(page.locator(TOPICS)).to_have_count(0)
    expect(page.locator(ANSWERS)).to_have_count(1)
    expect(page.locator(ANSWERS)).to_contain_text("This chat is forgotten")
    expect(page.get_by_role("button", name="Clear")).to_have_count(0)  # one way to do it


def test_a_draft_survives_the_choice_of_a_topic(page: Page) -> None:
    topics = ask_unclearly(page)
    page.get_by_label("Your question").fill("half a question")
    topics.first.click()
    expect(page.locator(ANSWERS)).to_have_count(2)
    expect(page.get_by_label("Your question")).to_have_value("half a question")


def test_a_person_is_one_press_away_and_a_draft_survives_it(page: Page) -> None:
    box = page.get_by_label("Your question")
    box.fill("half a question")
    page.get_by_role("button", name="Talk to a person").click()
    expect(page.locator(ANSWERS).last).to_contain_text("contact@crypjama.com")
    expect(box).to_have_value("half a question")


def test_forgetting_forgets_the_conversation_on_our_side_too(page: Page) -> None:
    ask(page, "hello")
    page.get_by_role("button", name=FORGET).click()
    expect(page.locator(QUESTIONS)).to_have_count(0)
    expect(ask(page, "Anything?")).to_have_text("The policy does not say. You asked 0 before.")


def test_a_failure_is_a_sentence_that_offers_a_person(page: Page) -> None:
    expect(ask(page, "explode")).to_contain_text("A person has it.")


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


def test_so_it_is_once_the_oldest_messages_are_let_go(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.chat.transcript.LONGEST", 6)
    for number in range(14):
        text = "hello" if number < 7 else "What do you collect?"
        page.get_by_label("Your question").fill(f"{text} {number}")
        page.keyboard.press("Enter")
        question = page.locator(QUESTIONS).last
        expect(question).to_have_text(f"{text} {number}")
        expect(question).to_be_in_viewport(ratio=1)
        expect(page.locator(ANSWERS).last.locator("p").first).to_be_in_viewport()
    assert page.locator(QUESTIONS).count() <= 6


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
    load_again(page)
    ask(page, "Do you sell my data?")
    page.locator(MARKER).click()
    ask_unclearly(page)
    page.wait_for_timeout(300)
    faint = page.evaluate(Path(__file__).with_name("contrast.js").read_text("utf-8"))
    assert faint == []
