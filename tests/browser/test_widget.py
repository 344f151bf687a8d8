"""The widget on a shop's page of another origin with a strict policy, in a real browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from assistant.web.application import build_app
from assistant.web.listener import claim
from settings import Settings
from tests.browser.shop import FILLER, shop
from tests.browser.test_accessibility import barriers
from tests.fakes import FakeAssistant
from tests.serving import serving

LAUNCHER = "Ask about privacy"
DIALOG = "Privacy questions: Crypjama"
WIDTHS = pytest.mark.parametrize("width", [360, 768, 1440])


def free_port() -> int:
    with claim("127.0.0.1", 0) as free:
        return int(free.getsockname()[1])


@contextmanager
def served(**changes: Any) -> Iterator[str]:
    """The chat's server."""
    with serving(
        build_app(FakeAssistant(), Settings(questions_per_minute=1000, **changes))
    ) as chat:
        yield chat


@dataclass
class Place:
    """A chat's server, and the shop that may embed it."""

    chat: str
    port: int
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    port = free_port()
    with served(allowed_origins=(f"http://127.0.0.1:{port}",)) as chat:
        yield Place(chat=chat, port=port)


@contextmanager
def visited(
    browser: Browser, place: Place, *, width: int = 1280, height: int = 740, data: str = "",
    language: str = "en", port: int | None = None, text: str = FILLER, **context: Any,
) -> Iterator[Page]:  # fmt: skip
    """The shop's page, opened afresh."""
    place.requests.clear()
    place.complaints.clear()
    with shop(place.chat, data=data, language=language, port=port or place.port,
              text=text) as origin:  # fmt: skip
        opened = browser.new_context(viewport={"width": width, "height": height}, **context)
        page = opened.new_page()
        page.on("request", lambda asked: place.requests.append(asked.url))
        page.on("console", lambda told: place.complaints.append(told.text)
                if told.type in ("error", "warning") else None)  # fmt: skip
        page.on("pageerror", lambda error: place.complaints.append(str(error)))
        page.goto(origin)
        yield page
        opened.close()


def frame(page: Page) -> FrameLocator:
    return page.frame_locator("#clausewise-widget iframe")


@WIDTHS
def test_a_question_is_asked_and_answered_from_the_shops_page(
    browser: Browser, place: Place, width: int
) -> None:
    with visited(browser, place, width=width) as page:
        assert not [one for one in place.requests if "/chat/" in one]  # nothing heavy until opened
        page.get_by_role("button", name=LAUNCHER).click()
        dialog = page.get_by_role("dialog", name=DIALOG)
        expect(dialog).to_be_visible()
        box = dialog.bounding_box()
        assert box is not None
        if width == 360:
            assert (box["width"], box["height"]) == (360, 740)
            assert dialog.get_attribute("aria-modal") == "true"
        else:
            assert box["width"] < width / 1.5
        chat = frame(page)
        chat.get_by_label("Your question").fill("Do you sell my data?")
        chat.get_by_label("Your question").press("Enter")
        expect(chat.locator("[data-testid='bot']").last).to_contain_text("Here is what the policy")
        chat.locator("#conversation a[href^='#policy-']").last.click()
        expect(chat.locator("#policy mark").first).to_be_visible()
        hosts = {f"{urlsplit(one).scheme}://{urlsplit(one).netloc}" for one in place.requests}
        assert hosts <= {place.chat, f"http://127.0.0.1:{place.port}", "data://", "blob://"}
        assert place.complaints == []
        assert page.context.cookies() == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_by_keyboard_alone_and_escape_gives_the_focus_back(browser: Browser, place: Place) -> None:
    with visited(browser, place) as page:
        launcher = page.get_by_role("button", name=LAUNCHER)
        launcher.focus()
        page.keyboard.press("Enter")
        chat = frame(page)
        expect(chat.get_by_label("Your question")).to_be_visible()
        assert page.evaluate("document.activeElement.id") == "clausewise-widget"
        chat.get_by_label("Your question").focus()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        expect(launcher).to_be_focused()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Close the chat").press("Enter")
        expect(launcher).to_be_focused()


def test_what_was_said_is_still_there_when_it_is_opened_again(
    browser: Browser, place: Place
) -> None:
    with visited(browser, place) as page:
        page.get_by_role("button", name=LAUNCHER).click()
        chat = frame(page)
        chat.get_by_label("Your question").fill("hello")
        chat.get_by_label("Your question").press("Enter")
        expect(chat.locator("[data-testid='bot']")).to_have_count(1)
        page.get_by_role("button", name="Close the chat").click()
        page.get_by_role("button", name=LAUNCHER).click()
        expect(chat.locator("[data-testid='bot']")).to_have_count(1)


def test_open_or_closed_is_remembered_in_the_tab_alone(browser: Browser, place: Place) -> None:
    with visited(browser, place) as page:
        page.get_by_role("button", name=LAUNCHER).click()
        page.reload()
        expect(page.get_by_role("dialog", name=DIALOG)).to_be_visible()
        page.get_by_role("button", name="Close the chat").click()
        page.reload()
        expect(page.get_by_role("button", name=LAUNCHER)).to_be_visible()
        assert page.evaluate("localStorage.length") == 0


def test_the_page_can_ask_through_its_handle_and_is_told(browser: Browser, place: Place) -> None:
    with visited(browser, place) as page:
        page.wait_for_function("window.clausewise")
        page.evaluate(
            "window.told = []; for (const name of ['open', 'close'])"
            " window.addEventListener(`clausewise:${name}`, () => window.told.push(name))"
        )
        page.evaluate("clausewise.open('do you sell my data?')")
        chat = frame(page)
        expect(chat.locator("[data-testid='user']")).to_have_text("do you sell my data?")
        expect(chat.locator("[data-testid='bot']").last).to_contain_text("Here is what the policy")
        assert page.evaluate("clausewise.isOpen")
        page.evaluate("clausewise.open('hello')")
        expect(chat.locator("[data-testid='user']").last).to_have_text("hello")
        page.evaluate("clausewise.close()")
        assert page.evaluate("window.told") == ["open", "close"]


def test_the_shop_sets_color_side_language_and_greeting(browser: Browser, place: Place) -> None:
    data = 'data-color="#ffe066" data-position="left" data-language="es" data-open="true"'
    with visited(browser, place, data=data) as page:
        dialog = page.get_by_role("dialog", name="Preguntas de privacidad: Crypjama")
        expect(dialog).to_be_visible()
        box = dialog.bounding_box()
        assert box is not None
        assert box["x"] < 30
        page.get_by_role("button", name="Cerrar el chat").click()
        launcher = page.get_by_role("button", name="Pregunte sobre privacidad")
        expect(launcher).to_have_css("background-color", "rgb(255, 224, 102)")
        expect(launcher).to_have_css("color", "rgb(0, 0, 0)")  # ink that can be read on it
    with visited(browser, place, data='data-greeting="Hi &lt;b&gt;" data-color="red;x:y"') as page:
        launcher = page.get_by_role("button", name="Hi <b>")
        expect(launcher).to_have_css("background-color", "rgb(29, 78, 216)")


def test_a_page_of_another_origin_is_refused(browser: Browser, place: Place) -> None:
    with visited(browser, place, port=free_port()) as page:
        page.get_by_role("button", name=LAUNCHER).click()
        page.wait_for_timeout(1500)
        assert any("frame-ancestors" in one for one in place.complaints)
        expect(frame(page).get_by_label("Your question")).to_have_count(0)


def test_a_script_for_another_policy_says_so_and_shows_nothing(
    browser: Browser, place: Place
) -> None:
    with visited(browser, place, data='data-x=""') as page:
        page.wait_for_function("window.clausewise")
        page.evaluate("delete window.clausewise")
        told = page.evaluate(
            """async (source) => {
                const told = [];
                const keep = console.error;
                console.error = (...words) => told.push(words.join(" "));
                const script = document.createElement("script");
                script.dataset.policy = "lumio";
                script.src = trustedTypes.createPolicy("test", {createScriptURL: (s) => s})
                  .createScriptURL(source + "?again");
                const loaded = new Promise((done) => { script.onload = done; });
                document.head.append(script);
                await loaded;
                console.error = keep;
                return told;
            }""",
            f"{place.chat}/widget.js",
        )
        assert told == ['clausewise: this server has the policy "crypjama", not "lumio".']


def test_the_script_is_small_and_is_kept_for_an_hour(browser: Browser, place: Place) -> None:
    with visited(browser, place) as page:
        answer = page.request.get(f"{place.chat}/widget.js")
        assert len(answer.body()) < 15_000
        assert answer.headers["cache-control"] == "public, max-age=3600"
        assert answer.headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_neither_the_shops_page_nor_the_open_chat_has_barriers(
    browser: Browser, place: Place, scheme: str, width: int
) -> None:
    # What looks for barriers is a script of its own, which the page's policy would not let in.
    with visited(browser, place, width=width, color_scheme=scheme, bypass_csp=True,
                 reduced_motion="reduce") as page:  # fmt: skip
        expect(page.get_by_role("button", name=LAUNCHER)).to_be_visible()
        assert barriers(page) == []
        page.get_by_role("button", name=LAUNCHER).click()
        expect(frame(page).get_by_label("Your question")).to_be_visible()
        assert barriers(page) == []


def test_the_demonstration_page_has_the_policy_and_the_widget(
    browser: Browser, place: Place
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda told: complaints.append(told.text))
    page.goto(f"{place.chat}/demo")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name=LAUNCHER).click()
    expect(frame(page).get_by_label("Your question")).to_be_visible()
    assert complaints == []
    context.close()


def test_global_privacy_control_is_noticed_and_a_request_offered(browser: Browser) -> None:
    with served(gpc_since="2026-01-31") as chat:
        context = browser.new_context(extra_http_headers={"Sec-GPC": "1"})
        page = context.new_page()
        page.goto(f"{chat}/chat/")
        expect(page.locator("#gpc")).to_contain_text("we received it")
        expect(page.get_by_label("Your question")).to_be_visible()
        page.get_by_role("button", name="Opt me out of selling and sharing").click()
        expect(page.locator("[data-testid='user']")).to_have_text(
            "Opt me out of selling and sharing"
        )
        assert barriers(page) == []
        told = page.request.get(f"{chat}/.well-known/gpc.json")
        assert told.json() == {"gpc": True, "lastUpdate": "2026-01-31"}
        context.close()


def test_without_the_signal_nothing_is_said_of_it(browser: Browser, place: Place) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{place.chat}/chat/")
    expect(page.locator("#gpc")).to_have_count(0)
    assert page.request.get(f"{place.chat}/.well-known/gpc.json").status == 404
    context.close()
