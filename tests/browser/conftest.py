import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from assistant.tickets.desk import TicketDesk
from assistant.tickets.engine import open_engine
from assistant.tickets.filing import FilingDesk
from assistant.tickets.sql_store import SqlTicketStore
from assistant.web.application import build_app
from corpus import Shelf
from settings import Settings
from tests.fakes import FakeAssistant
from tests.serving import serving

QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# As long as Playwright waits for all else: a slow machine is no failure.
expect.set_options(timeout=30_000)


@dataclass
class Watch:
    """What a page asked for and complained of."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> SqlTicketStore:
    """Where the server files requests."""
    file = tmp_path_factory.mktemp("tickets") / "tickets.sqlite3"
    return SqlTicketStore(open_engine(f"sqlite:///{file}"))


@pytest.fixture(scope="session")
def origin(store: SqlTicketStore) -> Iterator[str]:
    """The address of a server that runs for all browser tests."""
    settings = Settings(questions_per_minute=1000)
    assistant = FakeAssistant()
    filings = FilingDesk(
        policy=assistant.policy, rights=Shelf().rights(assistant.policy),
        zone=ZoneInfo(settings.time_zone), now=lambda: datetime.now(UTC),
    )  # fmt: skip
    filing = assistant.filing_at(TicketDesk(filings=filings, store=store))
    with serving(build_app(assistant, settings, filing=filing)) as origin:
        yield origin


# Of the module: until it is closed, no other test can run an event loop of its own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is not installed, and the page must be tested: install it.")
        pytest.skip("Chromium is not installed, so the page is not tested in a browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@contextmanager
def first_visit(
    browser: Browser, origin: str, *, query: str = "", width: int = 390, **context_of: Any
) -> Iterator[Page]:
    """The chat, in a browser that was never there before; by default a phone's."""
    context = browser.new_context(viewport={"width": width, "height": 740}, **context_of)
    page = context.new_page()
    page.goto(f"{origin}/chat/{query}")
    page.wait_for_selector("#question textarea")
    yield page
    context.close()


def load_again(page: Page, watch: Watch | None = None) -> None:
    """What the chat says of its connection while it is left is no complaint."""
    count = len(watch.complaints) if watch else 0
    page.reload(wait_until="commit")
    if watch:
        del watch.complaints[count:]
    page.wait_for_selector("#question textarea")


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One for all pages, so that Gradio's files are fetched once."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture(params=[1280])
def page(
    request: pytest.FixtureRequest, context: BrowserContext, origin: str, watch: Watch
) -> Iterator[Page]:
    """The chat, opened afresh; its width is the parameter."""
    page = context.new_page()
    page.set_viewport_size({"width": request.param, "height": 740})

    def complain(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            watch.complaints.append(message.text)

    def note(asked: Request) -> None:
        watch.requests.append(asked.url)

    page.on("console", complain)
    page.on("pageerror", lambda error: watch.complaints.append(str(error)))
    page.on("request", note)
    page.goto(f"{origin}/chat/")
    page.wait_for_selector("#question textarea")
    yield page
    page.close()
