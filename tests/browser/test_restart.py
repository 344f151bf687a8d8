"""The server is restarted in the middle: nothing typed is lost, and the chat goes on."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, expect

from assistant.api.office import open_office
from assistant.kept import Keeper
from assistant.kept.opening import open_conversations
from assistant.tickets.opening import open_desk
from assistant.web.application import build_app
from assistant.web.listener import claim
from settings import Settings
from tests.browser.test_chat import ANSWERS, QUESTIONS, ask
from tests.browser.test_widget import free_port
from tests.fakes import FakeAssistant


@contextmanager
def up(settings: Settings, port: int) -> Iterator[None]:
    """The chat's server, with a memory of its own each time."""
    assistant = FakeAssistant()
    desk = open_desk(settings, assistant.policy)
    conversations = open_conversations(settings, assistant.policy)
    keeper = Keeper(conversations, now=desk.filings.now)
    office = open_office(settings, assistant, desk, conversations=conversations, keeper=keeper)
    with claim("127.0.0.1", port) as listener:
        app = build_app(assistant, settings, office=office)
        server = uvicorn.Server(
            uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=2)
        )  # fmt: skip
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield
        server.should_exit = True
        thread.join(timeout=10)
        keeper.finish()


def test_the_page_waits_loads_again_and_goes_on(browser: Browser, tmp_path: Path) -> None:
    port = free_port()
    settings = Settings(
        database_url=f"sqlite:///{tmp_path}/tickets.sqlite3", questions_per_minute=1000
    )
    context = browser.new_context()
    page = context.new_page()
    with up(settings, port):
        page.goto(f"http://127.0.0.1:{port}/chat/")
        page.wait_for_selector("#question textarea")
        ask(page, "I'm Ana Cruz. Anything?")
    page.get_by_label("Your question").fill("while it is down")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Connection to the server was lost")).to_be_visible()
    expect(page.get_by_label("Your question")).to_have_value("while it is down")
    with up(settings, port):
        # What was said before is there again, masked; what was being typed is as it was.
        expect(page.locator(QUESTIONS).first).to_have_text("I'm [name]. Anything?")
        expect(page.locator(ANSWERS).last).to_contain_text("The chat was interrupted")
        expect(page.get_by_label("Your question")).to_have_value("while it is down")
        page.get_by_label("Your question").press("Enter")
        expect(page.locator(QUESTIONS).last).to_have_text("while it is down")
        expect(page.locator(ANSWERS).last).to_contain_text("You asked 0 before.")
    context.close()
