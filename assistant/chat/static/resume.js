// A page that is loaded again goes on where it was.
//
// The tab gives itself a random name, which lives as long as the tab. The server knows the
// conversation by it.

"use strict";

(() => {
  const KEY = "clausewise-tab";

  const { stored, store, write, whenThere } = window.clausewisePage;

  function begin() {
    const key = document.querySelector("#tab-key input, #tab-key textarea");
    const resume = document.querySelector("#resume");
    if (!key || !resume) return false;
    const before = stored(KEY);
    const name = before || crypto.randomUUID?.();
    if (name && store(KEY, name)) write(key, name);
    // Gradio takes the name over before it can be sent.
    if (before) setTimeout(() => resume.click(), 50);
    return true;
  }

  whenThere(begin);
})();
