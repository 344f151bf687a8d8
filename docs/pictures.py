"""Take the README's pictures of the running product: ``python docs/pictures.py``.

It starts the real application on a database of its own, asks in Chromium, and writes
``docs/chat.png``, ``docs/widget.png`` and ``docs/desk.png``.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, FrameLocator, Page, sync_playwright

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
QUESTION = "Do you sell my data?"
MARKER = "#conversation a[href^='#policy-']"
SAID = (
    ("Delete my data, I'm Ana Cruz from California, ana@example.com", "yes"),
    ("Send me a copy of my data, I'm Bo Chen from California, bo@example.com", "yes"),
    ("Stop sending me marketing emails, di@example.com", "yes"),
    ("I want to talk to a person",),
)
PASSWORD = "a picture of the desk"  # noqa: S105 -- of a database that is gone when it ends


@contextmanager
def served(command: list[str], environment: Mapping[str, str]) -> Iterator[str]:
    """The address of the application while it runs."""
    process = subprocess.Popen(  # noqa: S603 -- our own program
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=dict(environment)
    )
    try:
        yield address(process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=40)


def address(process: subprocess.Popen[str]) -> str:
    """What the application printed once it was up."""
    for line in process.stdout or ():
        if found := re.search(r"up at (http://\S+)", line):
            return found.group(1)
    raise SystemExit("The application did not start.")


def ask(chat: Page | FrameLocator, text: str) -> None:
    """Say something, and wait for the reply."""
    answers = chat.locator("#conversation [data-testid='bot']")
    before = answers.count()
    box = chat.get_by_label("Your question")
    box.fill(text)
    box.press("Enter")
    answers.nth(before).wait_for()


def take_chat(browser: Browser, url: str) -> Path:
    """The desktop page with an answer and its clause."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{url}/chat/")
    ask(page, QUESTION)
    page.locator(MARKER).first.click()
    page.mouse.move(0, 0)
    return taken(page, "chat")


def take_widget(browser: Browser, url: str) -> Path:
    """The chat on a shop's page, on a phone."""
    page = browser.new_page(viewport={"width": 390, "height": 780}, device_scale_factor=2)
    page.goto(f"{url}/demo")
    page.get_by_role("button", name="Ask about privacy").click()
    ask(page.frame_locator("#clausewise-widget iframe"), QUESTION)
    return taken(page, "widget")


def take_desk(browser: Browser, url: str, environment: Mapping[str, str]) -> Path:
    """The queue, once shoppers have filed what ``SAID`` says."""
    for texts in SAID:
        chat = browser.new_page()
        chat.goto(f"{url}/chat/")
        for text in texts:
            ask(chat, text)
        chat.close()
    invited = subprocess.run(
        [sys.executable, "-m", "assistant", "agents", "add", "ana", "--role", "admin"],
        cwd=ROOT, env=dict(environment), capture_output=True, text=True, check=True,
    )  # fmt: skip
    page = browser.new_page(viewport={"width": 1280, "height": 560})
    page.goto(url + invited.stdout.split()[-1])
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Once more").fill(PASSWORD)
    page.get_by_role("button", name="Keep it").click()
    page.get_by_label("Name").fill("ana")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Queue").wait_for()
    return taken(page, "desk")


def taken(page: Page, name: str) -> Path:
    """The picture, once the page has come to rest."""
    page.wait_for_timeout(800)
    path = DOCS / f"{name}.png"
    page.screenshot(path=path)
    page.close()
    return path


def main() -> None:
    """Take the pictures and say where they lie."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "CLAUSEWISE_DATABASE_URL": f"sqlite:///{folder}/t.sqlite3"}
        command = [sys.executable, "app.py", "--port", "0"]
        with served(command, environment) as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=path, args=["--no-sandbox", "--disable-gpu"]
            )
            for picture in (
                take_chat(browser, url),
                take_widget(browser, url),
                take_desk(browser, url, environment),
            ):
                sys.stdout.write(f"{picture.relative_to(ROOT)}\n")
            browser.close()


if __name__ == "__main__":
    main()
