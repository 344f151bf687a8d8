// Shows what a marker quotes where the pointer or the focus is, and copies an answer's sources with it.

"use strict";

(() => {
  const MARKER = /#policy-(\d+)-(\d+)$/;
  const GAP = 8; // pixels between a marker and its quote
  const tip = document.createElement("div");
  tip.id = "quote-tip";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  document.body.append(tip);
  let at = null;

  // The words of the policy from `start` to `end`, in code points of its text, and where they stand.
  function quoted(start, end) {
    const words = [];
    let first = null;
    for (const element of document.querySelectorAll("#policy [data-start]")) {
      const from = Number(element.dataset.start);
      const to = Number(element.dataset.end);
      if (to <= start || end <= from) continue;
      first = first || element;
      const points = Array.from(element.textContent);
      words.push(points.slice(Math.max(start, from) - from, Math.min(end, to) - from).join(""));
    }
    if (!first) return null;
    const clause = first.closest("[id^='clause:']") || first;
    return {
      text: words.join(" "),
      pieces: words,
      clauseId: clause.id.replace("clause:", ""),
      binds: first.closest(".binds-some")?.getAttribute("aria-label") || "",
    };
  }

  window.clausewiseQuotes = Object.freeze({ quoted });

  function marker(target) {
    const link = target instanceof Element && target.closest("#conversation a[href]");
    const span = link && MARKER.exec(link.getAttribute("href"));
    return span ? { link, quote: quoted(Number(span[1]), Number(span[2])) } : null;
  }

  function hide() {
    if (at) at.removeAttribute("aria-describedby");
    at = null;
    tip.hidden = true;
  }

  function show(found) {
    if (!found?.quote || found.link === at) return;
    hide();
    at = found.link;
    const { text, clauseId, binds } = found.quote;
    const told = document.createElement("p");
    told.textContent = `“${text}”`;
    const where = document.createElement("p");
    where.className = "where";
    where.textContent = [binds, clauseId].filter(Boolean).join(" · ");
    tip.replaceChildren(told, where);
    tip.hidden = false;
    at.setAttribute("aria-describedby", tip.id);
    at.removeAttribute("title"); // or the browser would show a second one
    const box = at.getBoundingClientRect();
    const size = tip.getBoundingClientRect();
    const above = box.top - size.height - GAP;
    tip.style.left = `${Math.max(GAP, Math.min(box.left, innerWidth - size.width - GAP))}px`;
    tip.style.top = `${above > 0 ? above : box.bottom + GAP}px`;
  }

  // It stays while the pointer is over it, and goes by Escape (WCAG 2.2, 1.4.13).
  document.addEventListener("pointerover", (move) => {
    const found = marker(move.target);
    if (found) show(found);
    else if (!tip.contains(move.target) && document.activeElement !== at) hide();
  });
  document.addEventListener("focusin", (focus) => {
    const found = marker(focus.target);
    if (found) show(found);
    else hide();
  });
  document.addEventListener("keydown", (press) => {
    if (press.key !== "Escape" || tip.hidden) return;
    press.stopImmediatePropagation(); // the chat stays open
    hide();
  }, { capture: true });
  document.addEventListener("scroll", hide, { capture: true, passive: true });

  // What is copied of an answer takes along what it rests on.
  document.addEventListener("copy", (copying) => {
    const selection = document.getSelection();
    const node = selection.anchorNode;
    const begin = node instanceof Element ? node : node?.parentElement;
    if (selection.isCollapsed || !begin?.closest("#conversation [data-testid='bot']")) return;
    const range = selection.getRangeAt(0);
    const sources = [];
    for (const link of document.querySelectorAll("#conversation [data-testid='bot'] a[href]")) {
      const found = range.intersectsNode(link) ? marker(link) : null;
      if (!found?.quote) continue;
      const { text, clauseId } = found.quote;
      sources.push(`${link.textContent} “${text}” (${clauseId})`);
    }
    if (!sources.length) return;
    const policy = document.getElementById("policy");
    const version = [document.getElementById("policy-title").textContent, policy.dataset.version]
      .filter(Boolean).join(", ");
    const unique = [...new Set(sources)].join("\n");
    copying.clipboardData.setData("text/plain", `${selection}\n\n${version}:\n${unique}\n`);
    copying.preventDefault();
  });
})();
