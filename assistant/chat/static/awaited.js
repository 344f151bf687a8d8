// What is sent or pressed while an answer is awaited comes after it; until then, the page says so.

"use strict";

(() => {
  const PRESSED = "#person, #examples button, #choices button, #following button";

  const { questions, whenSent, whenThere } = window.clausewisePage;
  let before = null; // how many questions there were, while it is told

  const thinks = () => document.querySelector("#thinking")?.offsetParent; // null, where it is hidden

  function waits() {
    if (before !== null || !thinks()) return;
    before = questions().length;
    window.clausewiseStatus.tell("after", { brief: true }); // pressed twice, it may come to nothing
  }

  function begin() {
    const box = document.querySelector("#question textarea");
    const conversation = document.querySelector("#conversation");
    const send = document.querySelector("#send");
    if (!box || !conversation || !send) return false;
    whenSent(box, send, () => { if (box.value.trim()) waits(); });
    document.addEventListener("click", (press) => {
      if (press.target.closest(PRESSED)) waits();
    }, { capture: true });
    new MutationObserver(() => {
      if (before === null || before === questions().length) return;
      before = null;
      window.clausewiseStatus.tell(null);
    }).observe(conversation, { childList: true, subtree: true });
    return true;
  }

  whenThere(begin);
})();
