"""What is typed and sent while something else goes on is neither lost nor asked twice."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from settings import Settings
from tests.browser.conftest import first_visit, load_again
from tests.browser.test_chat import ANSWERS, QUESTIONS
from tests.fakes import NEXT, FakeAssistant
from tests.serving import whole_chat

FIRST, SECOND, THIRD = "Do you sell my data?", "What do you collect?", "Anything?"


@dataclass
class Gates:
    """Shut, they hold up the assistant: its replies, and what it suggests next."""

    reply: Event = field(default_factory=Event)
    trying: Event = field(default_factory=Event)


@pytest.fixture(scope="module")
def gates() -> Gates:
    return Gates()


@pytest.fixture(scope="module")
def chat(gates: Gates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    settings = Settings(
        questions_per_minute=1000,
        database_url=f"sqlite:///{tmp_path_factory.mktemp('sending')}/tickets.sqlite3",
    )
    assistant = FakeAssistant(held=gates.reply, trying=gates.trying)
    with whole_chat(settings, assistant) as origin:
        yield origin


@pytest.fixture
def page(browser: Browser, chat: str, gates: Gates) -> Iterator[Page]:
    gates.reply.set()
    gates.trying.set()
    with first_visit(browser, chat) as page:
        yield page
        gates.reply.set()
        gates.trying.set()


def write(page: Page, words: str) -> None:
    """As a person does: after what stands there."""
    page.get_by_label("Your question").press("End")
    page.keyboard.type(words)


def send(page: Page, words: str) -> None:
    write(page, words)
    page.keyboard.press("Enter")


def being_typed(page: Page, words: str) -> None:
    expect(page.get_by_label("Your question")).to_have_value(words)


@contextmanager
def held_back(page: Page) -> Iterator[Callable[[], None]]:
    """What is sent meanwhile arrives only after; what is given waits until it is on its way."""
    on_their_way: list[Route] = []
    page.route("**/queue/join*", lambda route: on_their_way.append(route))

    def leaves() -> None:
        while not on_their_way:
            page.wait_for_timeout(20)

    yield leaves
    leaves()
    on_their_way.pop().continue_()
    page.unroute("**/queue/join*")


def ask_and_wait(page: Page, gates: Gates) -> None:
    """The first question is sent and taken, and its answer held up."""
    gates.reply.clear()
    send(page, FIRST)
    being_typed(page, "")


def test_what_is_typed_while_it_thinks_stays_when_the_answer_comes(
    page: Page, gates: Gates
) -> None:
    ask_and_wait(page, gates)
    write(page, SECOND)
    gates.reply.set()
    expect(page.get_by_role("button", name=NEXT[0])).to_be_visible()
    being_typed(page, SECOND)
    expect(page.locator(QUESTIONS)).to_have_text([FIRST])


def test_what_is_sent_while_it_thinks_is_asked_next(page: Page, gates: Gates) -> None:
    ask_and_wait(page, gates)
    send(page, SECOND)
    gates.reply.set()
    expect(page.locator(QUESTIONS)).to_have_text([FIRST, SECOND])
    expect(page.locator(ANSWERS)).to_have_count(2)
    being_typed(page, "")


def test_a_question_does_not_wait_for_what_is_suggested(page: Page, gates: Gates) -> None:
    gates.trying.clear()
    send(page, FIRST)
    expect(page.locator(ANSWERS)).to_have_count(1)
    send(page, THIRD)
    expect(page.locator(ANSWERS)).to_have_count(2)
    expect(page.locator(ANSWERS).last).to_contain_text("You asked 1 before.")
    gates.trying.set()
    expect(page.locator("#following button")).to_have_count(0)  # they were for the first answer
    send(page, SECOND)
    expect(page.locator("#following button")).to_have_count(len(NEXT))


def test_what_is_typed_before_the_question_has_arrived_stays(page: Page) -> None:
    with held_back(page) as leaves:
        send(page, FIRST)
        leaves()
        write(page, f" {SECOND}")
    expect(page.locator(ANSWERS)).to_have_count(1)
    being_typed(page, SECOND)
    page.keyboard.press("Enter")
    expect(page.locator(QUESTIONS)).to_have_text([FIRST, SECOND])
    being_typed(page, "")


def test_what_is_sent_twice_is_asked_once(page: Page, gates: Gates) -> None:
    gates.reply.clear()
    with held_back(page):
        send(page, FIRST)
        page.keyboard.press("Enter")
        page.click("#send")
    gates.reply.set()
    expect(page.get_by_role("button", name=NEXT[0])).to_be_visible()
    send(page, THIRD)
    expect(page.locator(ANSWERS).last).to_contain_text("You asked 1 before.")
    expect(page.locator(QUESTIONS)).to_have_text([FIRST, THIRD])


def test_what_is_pressed_while_it_thinks_comes_after_the_answer(page: Page, gates: Gates) -> None:
    ask_and_wait(page, gates)
    page.get_by_role("button", name="Talk to a person").click()
    gates.reply.set()
    expect(page.locator(QUESTIONS)).to_have_count(2)
    expect(page.locator(ANSWERS)).to_have_count(2)
    expect(page.locator(QUESTIONS).first).to_have_text(FIRST)
    expect(page.locator(ANSWERS).last).to_contain_text("A person can help")


@pytest.mark.parametrize("first", ["ana", "ana@example.com"], ids=["refused", "filed"])
def test_a_form_that_is_sent_again_before_it_is_answered_is_filed_once(
    page: Page, gates: Gates, first: str
) -> None:
    send(page, "Delete my data")
    form = page.locator("#request")
    expect(form).to_be_visible()
    gates.reply.clear()
    for address in (first, "ana@example.com"):
        form.get_by_label("E-mail address").fill(address)
        form.get_by_role("button", name="File this request").click()
        expect(page.locator("#thinking")).to_be_visible()
    gates.reply.set()
    expect(page.locator(ANSWERS).last).to_contain_text("Filed as")
    said = ["Shall I file", "That is no e-mail address", "Filed as"]
    expect(page.locator(ANSWERS)).to_contain_text(said if first == "ana" else said[::2])
    expect(form).to_have_count(0)


def test_what_is_forgotten_while_it_thinks_does_not_come_back(page: Page, gates: Gates) -> None:
    ask_and_wait(page, gates)
    page.get_by_role("button", name="Forget this chat").click()
    gates.reply.set()
    expect(page.locator(ANSWERS)).to_contain_text(["This chat is forgotten"])
    load_again(page)
    expect(page.locator(ANSWERS)).to_have_count(1)
    expect(page.locator(QUESTIONS)).to_have_count(0)


def test_a_question_that_is_loaded_away_from_is_there_with_its_answer(
    page: Page, gates: Gates
) -> None:
    ask_and_wait(page, gates)
    load_again(page)
    gates.reply.set()
    expect(page.locator(QUESTIONS)).to_have_text([FIRST])
    expect(page.locator(ANSWERS)).to_contain_text("Here is what the policy says")
