"""Take the README's picture of the chat: ``python docs/pictures.py``.

It starts the real application, asks a question in Chromium, opens the clause that the answer
quotes, and writes ``docs/chat.png``.
"""

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
QUESTION = "Do you sell my data?"
MARKER = "#conversation a[href^='#policy-']"


@contextmanager
def served(command: list[str]) -> Iterator[str]:
    """The address of the application while it runs."""
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603 -- our own program
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


def take_picture(url: str, path: Path) -> None:
    """The desktop page with an answer and its clause."""
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"{url}/chat/")
        page.get_by_label("Your question").fill(QUESTION)
        page.keyboard.press("Enter")
        page.locator(MARKER).first.click()
        page.mouse.move(0, 0)
        page.wait_for_timeout(500)
        page.screenshot(path=path)
        browser.close()


def main() -> None:
    """Take the picture and say where it lies."""
    with served([sys.executable, "app.py", "--port", "0"]) as url:
        path = ROOT / "docs" / "chat.png"
        take_picture(url, path)
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
