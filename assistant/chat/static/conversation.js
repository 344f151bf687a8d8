// What a conversation of long answers needs beyond what Gradio's does.

"use strict";

(() => {
  const SETTLING = 1500; // milliseconds in which an answer's Markdown may still be growing
  const MARGIN = 12; // pixels above a question
  const low = window.matchMedia("(max-height: 480px)"); // then the page is scrolled (frame.css)

  const { questions } = window.clausewisePage;
  let shown = 0;
  let held = null;
  let choosing = false;

  // Gradio labels each message with its Markdown source, which a screen reader would spell out.
  function relabel() {
    for (const message of document.querySelectorAll("#conversation [data-testid][aria-label]")) {
      message.removeAttribute("aria-label");
    }
  }

  // Only the conversation is scrolled; scrollIntoView would move the page around it, too.
  function toTop(message) {
    const log = message.closest("[role='log']");
    if (low.matches) {
      message.scrollIntoView({ block: "start", behavior: "auto" });
      return;
    }
    const above = message.getBoundingClientRect().top - log.getBoundingClientRect().top;
    log.scrollTop += above - MARGIN;
  }

  // The last question goes to the top, so that its answer is read from its beginning. It is held
  // there while the answer grows, unless the reader moves first.
  function follow() {
    const asked = questions();
    const answers = document.querySelectorAll("#conversation [data-testid='bot']");
    const now = asked.length + answers.length;
    if (now !== shown && asked.length) { // fewer, where old ones were let go
      const question = asked[asked.length - 1];
      held = question;
      setTimeout(() => { if (held === question) held = null; }, SETTLING);
    }
    shown = now;
    requestAnimationFrame(() => { if (held) toTop(held); });
  }

  // Gradio gives a column no role, and what is visible no name.
  function nameForm() {
    const form = document.querySelector("#request");
    if (!form || form.hasAttribute("role")) return;
    form.setAttribute("role", "group");
    form.setAttribute("aria-labelledby", "request-title");
  }

  // What is going on is told to who can't see it.
  function nameThinking() {
    const thinking = document.querySelector("#thinking:not([role])");
    if (thinking) thinking.setAttribute("role", "status");
  }

  // A pressed choice leaves the page, as does a form that was sent, and would take the focus with
  // it. It goes to what was said with it, after which the answer comes.
  function refocus() {
    if (!choosing || document.querySelector("#choices button, #request button")) return;
    const said = [...questions()].at(-1);
    if (!said) return;
    choosing = false;
    said.tabIndex = -1;
    said.focus({ preventScroll: true });
  }

  function look() {
    relabel();
    nameForm();
    nameThinking();
    follow();
    refocus();
  }

  document.addEventListener("click", (press) => {
    if (press.target.closest("#choices button, #request button")) choosing = true;
  }, { capture: true });

  document.addEventListener("keydown", (press) => {
    if (press.key === "Enter" && press.target.closest("#request input")) choosing = true;
  }, { capture: true });
  // Whoever types on, where a form was refused, keeps the focus where it is.
  document.addEventListener("input", () => { choosing = false; }, { capture: true });

  for (const move of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    document.addEventListener(move, () => { held = null; }, { capture: true, passive: true });
  }
  new MutationObserver(look).observe(document.querySelector("gradio-app"), {
    attributeFilter: ["aria-label"], childList: true, subtree: true,
  });
})();
