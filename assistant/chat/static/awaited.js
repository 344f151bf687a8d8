// What is sent or pressed while an answer is awaited comes after it; until then, the page says so.

"use strict";

(() => {
  const PRESSED = "#send, #person, #examples button, #choices button, #following button";

  const { whenThere } = window.clausewisePage;
  let before = null; // how many questions there were, while it is told

  const questions = () => document.querySelectorAll("#conversation [data-testid='user']").length;
  const thinks = () => document.querySelector("#thinking")?.offsetParent; // null, where it is hidden

  function waits(box) {
    if (before !== null || !thinks() || (box && !box.value.trim())) return;
    before = questions();
    window.clausewiseStatus.tell("after", { brief: true }); // pressed twice, it may come to nothing
  }

  function begin() {
    const box = document.querySelector("#question textarea");
    const app = document.querySelector("gradio-app");
    if (!box || !app) return false;
    app.addEventListener("click", (press) => {
      const button = press.target.closest(PRESSED);
      if (button) waits(button.id === "send" ? box : null);
    }, { capture: true });
    box.addEventListener("keydown", (press) => {
      if (press.key === "Enter" && !press.shiftKey && !press.isComposing) waits(box);
    }, { capture: true });
    new MutationObserver(() => {
      if (before === null || before === questions()) return;
      before = null;
      window.clausewiseStatus.tell(null);
    }).observe(document.querySelector("#conversation"), { childList: true, subtree: true });
    return true;
  }

  whenThere(begin);
})();
