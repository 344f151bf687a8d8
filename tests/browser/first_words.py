"""How soon an answer begins to appear: ``python -m tests.browser.first_words URL``.

Times are taken in the page itself, from the key that sends to the frame in which words of the
answer are painted; medians of questions that were not asked before, in one run.
"""

import shutil
import statistics
import sys

from playwright.sync_api import Page, sync_playwright

QUESTIONS = (
    "Do you sell my data?", "What do you collect about me?", "Do you use cookies?",
    "Who do you share my data with?", "How long do you keep my data?", "Do you track my location?",
    "Can I see what you have about me?", "Do you sell data about children?",
    "How do I stop marketing emails?", "Do you respond to do not track?",
    "What happens to my data if you are bought?", "Do you record my calls?",
    "Is my credit card stored?", "How do I delete my account?", "Do you use Google Analytics?",
    "What rights do Californians have?", "How is my data protected?", "Do you text me?",
    "How will I know when the policy changes?", "What is your phone number?",
)  # fmt: skip
_TIMED = """(question) => new Promise((done) => {
  const seen = () => document.querySelectorAll("#conversation [data-testid='bot']").length;
  const before = seen();
  const box = document.querySelector("#question textarea");
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(box, question);
  box.dispatchEvent(new Event("input", { bubbles: true }));
  requestAnimationFrame(() => setTimeout(() => {
    const start = performance.now();
    const watch = new MutationObserver(() => {
      const bots = document.querySelectorAll("#conversation [data-testid='bot']");
      if (bots.length <= before || !bots[bots.length - 1].textContent.trim()) return;
      watch.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
    });
    watch.observe(document.querySelector("gradio-app"),
      { childList: true, subtree: true, characterData: true });
    box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    box.dispatchEvent(new KeyboardEvent("keypress", { key: "Enter", bubbles: true }));
  }, 50));
})"""


def measure(page: Page, url: str) -> list[float]:
    """Milliseconds until the first words of each answer are painted."""
    times = []
    for question in QUESTIONS:
        page.goto(f"{url}/chat/")
        page.wait_for_selector("#question textarea")
        page.wait_for_timeout(300)
        times.append(float(page.evaluate(_TIMED, question)))
        page.wait_for_timeout(300)
        page.evaluate("sessionStorage.clear()")
    return times


def main(url: str) -> None:
    """Measure twice and print the medians."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        for run in (1, 2):
            times = sorted(measure(page, url.rstrip("/")))
            sys.stdout.write(
                f"run {run}: median {statistics.median(times):.0f} ms, "
                f"p90 {times[int(0.9 * len(times))]:.0f} ms, slowest {times[-1]:.0f} ms, "
                f"of {len(times)} questions\n"
            )
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
