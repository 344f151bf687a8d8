// One line above the box that tells how things stand: offline, back again, copied.
//
// Its sentences come with the page, in its language.

"use strict";

window.clausewiseStatus = (() => {
  const BRIEF = 4000; // milliseconds
  const words = JSON.parse(document.getElementById("words").dataset.words);
  const line = document.createElement("p");
  line.id = "status";
  line.setAttribute("role", "status");
  let timer = null;

  function tell(name, { brief = false } = {}) {
    clearTimeout(timer);
    line.textContent = name ? words[name] : "";
    if (brief) timer = setTimeout(() => tell(navigator.onLine ? null : "offline"), BRIEF);
  }

  function begin() {
    const ask = document.getElementById("ask");
    if (!ask) return false;
    ask.before(line);
    const thinking = document.getElementById("thinking");
    if (thinking) thinking.setAttribute("role", "status");
    if (!navigator.onLine) tell("offline");
    return true;
  }

  addEventListener("offline", () => tell("offline"));
  addEventListener("online", () => tell("online", { brief: true }));
  if (!begin()) {
    const watch = new MutationObserver(() => {
      if (begin()) watch.disconnect();
    });
    watch.observe(document.body, { childList: true, subtree: true });
  }
  return Object.freeze({ tell });
})();
