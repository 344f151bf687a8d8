// What several scripts need of the page and of its tab.

"use strict";

window.clausewisePage = Object.freeze({
  // What the tab keeps under a name; null where it keeps nothing, or may not.
  stored(name) {
    try {
      return sessionStorage.getItem(name);
    } catch {
      return null;
    }
  },

  // Keep it, or nothing under that name any more; whether the tab may.
  store(name, value) {
    try {
      if (value) sessionStorage.setItem(name, value);
      else sessionStorage.removeItem(name);
      return true;
    } catch {
      return false;
    }
  },

  // Write into a field so that Gradio takes it over.
  write(box, text) {
    const kind = box instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(box, text);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  },

  // The messages of the shopper.
  questions() {
    return document.querySelectorAll("#conversation [data-testid='user']");
  },

  // Told of each time that the box is sent, before Gradio is.
  whenSent(box, send, told) {
    box.addEventListener("keydown", (press) => {
      if (press.key === "Enter" && !press.shiftKey && !press.isComposing) told();
    }, { capture: true });
    send.addEventListener("click", () => told(), { capture: true });
  },

  // Begin once what it needs is there; `begin` tells whether it was.
  whenThere(begin) {
    if (begin()) return;
    const watch = new MutationObserver(() => {
      if (begin()) watch.disconnect();
    });
    watch.observe(document.body, { childList: true, subtree: true });
  },
});
