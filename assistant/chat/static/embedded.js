// The chat in a frame on a shop's page: it takes a question from there, and asks to be closed.
//
// Only pages of origins that the settings list can have it in a frame (frame-ancestors), so its
// parent is one of them.

"use strict";

(() => {
  const { write, whenThere } = window.clausewisePage;
  const isFramed = window.parent !== window;
  document.documentElement.classList.toggle("framed", isFramed);

  function ask(text) {
    const box = document.querySelector("#question textarea");
    const send = document.querySelector("#send");
    if (!box || !send) return;
    write(box, text);
    // Gradio takes the text over before it can be sent.
    requestAnimationFrame(() => setTimeout(() => send.click(), 0));
  }

  // What the notice offers is said as if it were typed.
  document.addEventListener("click", (press) => {
    const saying = press.target instanceof Element && press.target.closest("[data-says]");
    if (saying) ask(saying.dataset.says);
  });

  if (!isFramed) return;

  // The shop's page is asked to show a quote, where it has the policy itself; it says whether it did.
  const PATIENCE = 500; // milliseconds
  window.clausewiseHost = Object.freeze({
    show(start, end) {
      const quote = window.clausewiseQuotes.quoted(start, end);
      if (!quote) return Promise.resolve(false);
      return new Promise((done) => {
        function heard(message) {
          if (message.source !== window.parent || message.data?.clausewise !== "shown") return;
          finish(message.data.done === true);
        }
        function finish(shown) {
          window.removeEventListener("message", heard);
          done(shown);
        }
        window.addEventListener("message", heard);
        setTimeout(() => finish(false), PATIENCE);
        const { pieces, clauseId } = quote;
        window.parent.postMessage({ clausewise: "show", pieces, clauseId }, "*");
      });
    },
  });
  window.addEventListener("message", (message) => {
    if (message.source !== window.parent || message.data?.clausewise !== "ask") return;
    if (typeof message.data.text === "string") ask(message.data.text);
  });
  document.addEventListener("keydown", (press) => {
    const sheet = document.querySelector("#policy.open");
    if (press.key === "Escape" && !sheet) window.parent.postMessage({ clausewise: "close" }, "*");
  });

  whenThere(() => {
    if (!document.querySelector("#question textarea")) return false;
    window.parent.postMessage({ clausewise: "ready" }, "*");
    return true;
  });
})();
