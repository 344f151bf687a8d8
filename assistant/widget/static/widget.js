// Puts a launcher on any page, which opens the privacy chat in a frame.
//
//   <script src="https://…/widget.js" data-policy="crypjama" async></script>
//
// Optional: data-color="#0a6", data-position="left", data-language="es", data-greeting="…",
// data-open="true". Then window.clausewise has open(question), close() and isOpen, and the page
// gets the events clausewise:open and clausewise:close.
//
// Nothing but this script is loaded until the chat is opened. It sets no cookie; whether the chat
// is open is remembered until the tab is closed. Styles are constructed, so a page whose
// Content-Security-Policy allows this server as script-src and frame-src needs nothing else.

"use strict";

(() => {
  const script = document.currentScript;
  if (!script || window.clausewise) return;
  const SERVED = "{{policy_id}}";
  const COMPANY = "{{company}}";
  const chat = new URL("chat/", script.src);
  const told = script.dataset;
  if (told.policy && told.policy !== SERVED) {
    console.error(`clausewise: this server has the policy "${SERVED}", not "${told.policy}".`);
    return;
  }

  const WORDS = "{{words}}";
  const language = (told.language || document.documentElement.lang || "").split("-")[0].toLowerCase();
  const words = WORDS[language] || WORDS.en;
  // The page's language goes before the browser's.
  if (WORDS[language]) chat.searchParams.set("language", language);
  const REMEMBERED = "clausewise-open";
  const COLOR = CSS.supports("color", told.color || "") ? told.color : "{{color}}";
  const SIDE = told.position === "left" ? "left" : "right";

  const STYLE = `
    :host { all: initial; }
    * { box-sizing: border-box; font: 16px/1.4 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
    button { cursor: pointer; }
    button:focus-visible { outline: 3px solid #fff; outline-offset: -5px; }
    .launcher {
      background: var(--color); border: 2px solid #fff; border-radius: 2rem; bottom: 1rem;
      box-shadow: 0 2px 10px rgb(0 0 0 / 35%); color: var(--ink); font-weight: 600;
      max-width: calc(100vw - 2rem); min-height: 3rem; padding: 0.5rem 1.1rem; position: fixed;
      ${SIDE}: 1rem; z-index: 2147483000;
    }
    .panel {
      background: #fff; border: 1px solid #64748b; border-radius: 0.75rem; bottom: 1rem;
      box-shadow: 0 6px 30px rgb(0 0 0 / 35%); display: grid; grid-template-rows: auto 1fr;
      height: min(44rem, calc(100dvh - 2rem)); overflow: hidden; position: fixed; ${SIDE}: 1rem;
      width: min(27rem, calc(100vw - 2rem)); z-index: 2147483001;
    }
    .bar {
      align-items: center; background: var(--color); color: var(--ink); display: flex;
      justify-content: space-between; padding: 0.25rem 0.25rem 0.25rem 1rem;
    }
    .bar p { font-weight: 600; margin: 0; }
    .bar button {
      background: transparent; border: 0; border-radius: 0.4rem; color: inherit; font-size: 1.5rem;
      height: 2.75rem; line-height: 1; width: 2.75rem;
    }
    iframe { border: 0; height: 100%; width: 100%; }
    [hidden] { display: none !important; }
    @media (max-width: 600px) {
      .panel { border: 0; border-radius: 0; bottom: 0; height: 100dvh; ${SIDE}: 0; width: 100vw; }
    }
    @media (prefers-color-scheme: dark) { .panel { background: #0f172a; } }
    @media print { :host { display: none; } }
  `;

  // Black or white, whichever can be read on the shop's color (WCAG 2.2, relative luminance).
  function inkOn(element) {
    const parts = getComputedStyle(element).backgroundColor.match(/[\d.]+/g).slice(0, 3).map(Number);
    const [r, g, b] = parts.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    const light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? "#ffffff" : "#000000";
  }

  function make(tag, attributes, text) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text) element.textContent = text;
    return element;
  }

  const host = make("div", { id: "clausewise-widget" });
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  const launcher = make("button", { class: "launcher", type: "button", "aria-expanded": "false" },
    told.greeting || words.ask);
  const panel = make("div", { class: "panel", role: "dialog", dir: words.dir,
    "aria-label": `${words.title}: ${COMPANY}` });
  const bar = make("div", { class: "bar" });
  const closer = make("button", { type: "button", "aria-label": words.close }, "×");
  bar.append(make("p", {}, words.title), closer);
  panel.append(bar);
  panel.hidden = true;
  root.append(launcher, panel);

  const narrow = window.matchMedia("(max-width: 600px)");
  let frame = null;
  let ready = false;
  let waiting = null; // a question that the frame is not there yet to take
  let scrolled = "";

  function remember(open) {
    try {
      if (open) sessionStorage.setItem(REMEMBERED, "yes");
      else sessionStorage.removeItem(REMEMBERED);
    } catch {
      // The page may not store anything: then nothing is remembered.
    }
  }

  function tell(name) {
    window.dispatchEvent(new CustomEvent(`clausewise:${name}`));
  }

  function pass() {
    if (!ready || waiting === null) return;
    frame.contentWindow.postMessage({ clausewise: "ask", text: waiting }, chat.origin);
    waiting = null;
  }

  function cover() {
    // On a phone the chat is all there is to see: what lies behind must not scroll.
    const covers = !panel.hidden && narrow.matches;
    panel.setAttribute("aria-modal", String(covers));
    if (covers && document.body.style.overflow !== "hidden") {
      scrolled = document.body.style.overflow;
      document.body.style.overflow = "hidden";
    } else if (!covers && document.body.style.overflow === "hidden") {
      document.body.style.overflow = scrolled;
    }
  }

  function open(question) {
    if (typeof question === "string" && question.trim()) waiting = question.trim();
    if (!frame) {
      frame = make("iframe", { src: chat.href, allow: "clipboard-write", title: `${words.title}: ${COMPANY}` });
      panel.append(frame);
    }
    const was = panel.hidden;
    panel.hidden = false;
    launcher.hidden = true;
    launcher.setAttribute("aria-expanded", "true");
    cover();
    remember(true);
    pass();
    if (!was) return;
    frame.focus();
    tell("open");
  }

  function close() {
    if (panel.hidden) return;
    panel.hidden = true;
    launcher.hidden = false;
    launcher.setAttribute("aria-expanded", "false");
    cover();
    remember(false);
    launcher.focus();
    tell("close");
  }

  // The text of the shop's page with its white space folded, and where each character stands.
  function pageText() {
    const SKIPPED = "script, style, noscript, template, textarea, [hidden], #clausewise-widget";
    const places = [];
    let text = "";
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest(SKIPPED)) continue;
      if (!text.endsWith(" ")) { text += " "; places.push([node, 0]); }
      for (let at = 0; at < node.data.length; at += 1) {
        const mark = /\s/.test(node.data[at]) ? " " : node.data[at];
        if (mark === " " && text.endsWith(" ")) continue;
        text += mark;
        places.push([node, at]);
      }
    }
    return { text, places };
  }

  // Where the quote's pieces stand one after the other on the page; null where they don't.
  function find(pieces, clauseId) {
    const { text, places } = pageText();
    const clause = document.getElementById(`clause:${clauseId}`);
    const first = clause ? places.findIndex(([node]) => clause.contains(node)) : 0;
    const ranges = [];
    let from = Math.max(0, first);
    for (const piece of pieces) {
      const sought = piece.replace(/\s+/g, " ").trim();
      const at = sought ? text.indexOf(sought, from) : -1;
      if (at < 0) return null;
      const [begin, end] = [places[at], places[at + sought.length - 1]];
      const range = document.createRange();
      range.setStart(begin[0], begin[1]);
      range.setEnd(end[0], end[1] + 1);
      ranges.push(range);
      from = at + sought.length;
    }
    return ranges.length ? ranges : null;
  }

  const LIT = "clausewise-quote";
  let lights = null;
  function show(pieces, clauseId) {
    const ranges = find(pieces, clauseId);
    if (!ranges || !ranges[0].getClientRects().length) return false; // or it is hidden there
    if (window.Highlight && CSS.highlights) {
      if (!lights) {
        lights = new CSSStyleSheet();
        lights.replaceSync(`::highlight(${LIT}) { background: #fde68a; color: #1c1917; }`);
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, lights];
      }
      CSS.highlights.set(LIT, new Highlight(...ranges));
    } else {
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(ranges[0]);
    }
    if (narrow.matches) close();
    const element = ranges[0].startContainer.parentElement;
    if (!element.hasAttribute("tabindex")) {
      element.tabIndex = -1;
      element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
    }
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "center", behavior: "auto" });
    return true;
  }

  launcher.addEventListener("click", () => open());
  closer.addEventListener("click", close);
  narrow.addEventListener("change", cover);
  document.addEventListener("keydown", (press) => {
    if (press.key === "Escape") close();
  });
  window.addEventListener("message", (message) => {
    if (!frame || message.source !== frame.contentWindow || message.origin !== chat.origin) return;
    if (message.data?.clausewise === "ready") {
      ready = true;
      pass();
    } else if (message.data?.clausewise === "close") {
      close();
    } else if (message.data?.clausewise === "show" && Array.isArray(message.data.pieces)) {
      const done = show(message.data.pieces.map(String), String(message.data.clauseId));
      frame.contentWindow.postMessage({ clausewise: "shown", done }, chat.origin);
    }
  });

  function begin() {
    document.body.append(host);
    host.style.setProperty("--color", COLOR);
    host.style.setProperty("--ink", inkOn(launcher));
    let remembered = null;
    try {
      remembered = sessionStorage.getItem(REMEMBERED);
    } catch {
      // As above.
    }
    if (remembered || told.open === "true") open();
  }

  window.clausewise = Object.freeze({
    open,
    close,
    get isOpen() { return !panel.hidden; },
  });
  if (document.body) begin();
  else document.addEventListener("DOMContentLoaded", begin);
})();
