// What is being typed stays, when the page is loaded again and when a question is sent meanwhile.
//
// It never leaves the browser before it is sent.

"use strict";

(() => {
  const DRAFT = "clausewise-draft";
  const TOLD_APART = 200; // characters; a long question is shown in part

  const { questions, stored, store, write, whenSent, whenThere } = window.clausewisePage;
  let sent = null; // what stood in the box as it was sent, until the box is emptied
  let since = ""; // what stands there after that

  const plain = (text) => text.replace(/\s+/g, "").slice(0, TOLD_APART);

  // The server empties the box as it takes a question. On a slow line the next one is begun by then.
  function keepOn(box) {
    const taken = plain([...questions()].at(-1)?.textContent ?? "");
    const typed = since;
    const rest = typed.startsWith(sent) ? typed.slice(sent.length).trimStart() : typed;
    sent = null;
    since = "";
    if (plain(typed) !== taken && rest) write(box, rest);
  }

  function begin() {
    const box = document.querySelector("#question textarea");
    const conversation = document.querySelector("#conversation");
    const send = document.querySelector("#send");
    if (!box || !conversation || !send) return false;
    const draft = stored(DRAFT);
    if (draft && !box.value) write(box, draft);
    whenSent(box, send, () => {
      if (sent === null || !since) sent = box.value;
    });
    box.addEventListener("input", () => {
      if (sent !== null) since = box.value;
      store(DRAFT, box.value);
    });
    addEventListener("pagehide", () => store(DRAFT, box.value));
    new MutationObserver(() => {
      if (sent !== null && !box.value) keepOn(box);
    }).observe(conversation, { childList: true, subtree: true });
    return true;
  }

  whenThere(begin);
})();
