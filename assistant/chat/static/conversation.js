// What a conversation of long answers needs beyond what Gradio's does.

"use strict";

(() => {
  let shown = 0;

  // Gradio labels each message with its Markdown source, which a screen reader would spell out.
  function relabel() {
    for (const message of document.querySelectorAll("#conversation [data-testid][aria-label]")) {
      message.removeAttribute("aria-label");
    }
  }

  // Only the conversation is scrolled; scrollIntoView would move the page around it, too.
  function toTop(message) {
    const log = message.closest("[role='log']");
    log.scrollTop += message.getBoundingClientRect().top - log.getBoundingClientRect().top;
  }

  // The last question goes to the top, so that its answer is read from its beginning.
  function follow() {
    const questions = document.querySelectorAll("#conversation [data-testid='user']");
    const answers = document.querySelectorAll("#conversation [data-testid='bot']");
    const now = questions.length + answers.length;
    if (now > shown && questions.length) toTop(questions[questions.length - 1]);
    shown = now;
  }

  function look() {
    relabel();
    follow();
  }

  new MutationObserver(look).observe(document.querySelector("gradio-app"), {
    attributeFilter: ["aria-label"], childList: true, subtree: true,
  });
})();
