// A page that is loaded again goes on where it was: with what was said, and what was being typed.
//
// The tab gives itself a random name, which lives as long as the tab. The server knows the
// conversation by it; what was being typed never leaves the browser.

"use strict";

(() => {
  const KEY = "clausewise-tab";
  const DRAFT = "clausewise-draft";

  const { stored, store, write, whenThere } = window.clausewisePage;

  function begin() {
    const box = document.querySelector("#question textarea");
    const key = document.querySelector("#tab-key input, #tab-key textarea");
    const resume = document.querySelector("#resume");
    if (!box || !key || !resume) return false;
    const before = stored(KEY);
    const name = before || crypto.randomUUID?.();
    if (name && store(KEY, name)) write(key, name);
    const draft = stored(DRAFT);
    if (draft && !box.value) write(box, draft);
    // Gradio takes the name over before it can be sent.
    if (before) setTimeout(() => resume.click(), 50);
    box.addEventListener("input", () => store(DRAFT, box.value));
    addEventListener("pagehide", () => store(DRAFT, box.value));
    return true;
  }

  whenThere(begin);
})();
