// One line above the box that tells how things stand: offline, back again, copied.
//
// Its sentences come with the page, in its language.

"use strict";

window.clausewiseStatus = (() => {
  const { stored, store, whenThere } = window.clausewisePage;
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
    if (!navigator.onLine) tell("offline");
    else if (stored(AWAY)) back();
    return true;
  }

  // What failed meanwhile makes Gradio load the page again, by itself, once the server is there;
  // where nothing failed, the page just goes on.
  const AWAY = "clausewise-away";
  const RELOADING = 5000; // milliseconds
  function back() {
    store(AWAY, "");
    tell("online", { brief: true });
  }
  addEventListener("offline", () => {
    store(AWAY, "yes");
    tell("offline");
  });
  addEventListener("online", () => {
    tell("reconnecting");
    setTimeout(() => { if (navigator.onLine) back(); }, RELOADING);
  });

  // Gradio names the browser's language, whatever the page is in.
  const page = document.documentElement;
  const { language } = document.getElementById("words").dataset;
  page.lang = language;
  new MutationObserver(() => { if (page.lang !== language) page.lang = language; })
    .observe(page, { attributeFilter: ["lang"] });
  whenThere(begin);
  return Object.freeze({ tell });
})();
