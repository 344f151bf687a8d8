// Opens the policy at the words that an answer quotes.
//
// A marker links to "#policy-START-END", a span of the policy's text in code points. Each element
// that holds words of the policy carries its own span, so a quote can begin and end anywhere and
// run over several list items or cells.

"use strict";

(() => {
  const LONGEST_FRAGMENT = 14; // words
  const MARKER = /#policy-(\d+)-(\d+)$/;
  const panel = document.getElementById("policy");
  const opener = document.getElementById("open-policy");
  const closer = document.getElementById("close-policy");
  const title = document.getElementById("policy-title");
  const narrow = window.matchMedia("(max-width: 800px)");
  let cameFrom = null;

  const chat = () => document.querySelector("gradio-app");

  function arrange() {
    const asSheet = narrow.matches && panel.classList.contains("open");
    panel.setAttribute("role", narrow.matches ? "dialog" : "complementary");
    panel.toggleAttribute("aria-modal", asSheet);
    if (asSheet) panel.setAttribute("aria-modal", "true");
    for (const behind of [chat(), document.getElementById("masthead")]) {
      if (behind) behind.inert = asSheet;
    }
    opener.setAttribute("aria-expanded", String(asSheet));
  }

  function open() {
    panel.classList.add("open");
    arrange();
  }

  function close() {
    panel.classList.remove("open");
    arrange();
    // The conversation redraws itself: the marker that was followed may be gone.
    const back = cameFrom && cameFrom.isConnected ? cameFrom : document.querySelector("#question textarea");
    if (back) back.focus();
    cameFrom = null;
  }

  function clear() {
    for (const mark of panel.querySelectorAll("mark")) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
    for (const element of panel.querySelectorAll(".quoted")) {
      element.classList.remove("quoted");
      element.removeAttribute("tabindex");
    }
  }

  // The words of `element` from `start` to `end`, code points counted from its beginning, marked.
  function mark(element, start, end) {
    const points = Array.from(element.textContent);
    const words = document.createElement("mark");
    words.textContent = points.slice(start, end).join("");
    element.replaceChildren(points.slice(0, start).join(""), words, points.slice(end).join(""));
    return words;
  }

  function show(start, end) {
    clear();
    let first = null;
    let text = "";
    for (const element of panel.querySelectorAll("[data-start]")) {
      const from = Number(element.dataset.start);
      const to = Number(element.dataset.end);
      if (to <= start || end <= from) continue;
      const words = mark(element, Math.max(start, from) - from, Math.min(end, to) - from);
      first = first || words;
      text += `${words.textContent} `;
    }
    if (!first) return;
    point(text);
    const clause = first.closest("[id^='clause:']") || first;
    clause.classList.add("quoted");
    clause.tabIndex = -1;
    clause.focus({ preventScroll: true });
    // At once: a glide over forty pages makes people wait, and some of them ill.
    first.scrollIntoView({ block: "center", behavior: "auto" });
  }

  // Where the shop's page has the policy itself, the quote is shown there.
  async function bring(start, end) {
    if (await window.clausewiseHost?.show(start, end)) return;
    open();
    show(start, end);
  }

  // The shop's own page, opened at the words (https://wicg.github.io/scroll-to-text-fragment/).
  function point(text) {
    const link = document.getElementById("shop-page");
    if (!link) return;
    const part = (words) => encodeURIComponent(words.join(" ")).replaceAll("-", "%2D");
    const words = text.split(/\s+/).filter(Boolean);
    const whole = words.length <= LONGEST_FRAGMENT;
    const sought = whole ? part(words) : `${part(words.slice(0, 6))},${part(words.slice(-6))}`;
    link.href = `${link.dataset.url}#:~:text=${sought}`;
  }

  // A link to a quote, or to a clause by its id, which stands for as long as the clause does.
  function follow(hash) {
    const span = MARKER.exec(hash);
    let id = hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // Somebody typed it: then it names nothing.
    }
    const clause = document.getElementById(id);
    if (span) {
      open();
      show(Number(span[1]), Number(span[2]));
    } else if (clause && panel.contains(clause)) {
      const words = clause.hasAttribute("data-start") ? [clause] : [...clause.querySelectorAll("[data-start]")];
      if (!words.length) return;
      open();
      show(Number(words[0].dataset.start), Number(words[words.length - 1].dataset.end));
    }
  }

  window.addEventListener("hashchange", () => follow(location.hash));
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href]");
    const span = link && MARKER.exec(link.getAttribute("href"));
    if (!span) return;
    event.preventDefault();
    cameFrom = link;
    bring(Number(span[1]), Number(span[2]));
  });

  opener.addEventListener("click", () => {
    cameFrom = opener;
    open();
    title.focus();
  });
  closer.addEventListener("click", close);
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  narrow.addEventListener("change", arrange);
  document.documentElement.classList.add("scripted");
  arrange();
  if (location.hash) follow(location.hash);
})();
