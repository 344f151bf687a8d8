"use strict";

// Filters the cases, and opens the one that the address names. Texts of cases are only ever read.
(() => {
  const byId = (id) => document.getElementById(id);
  const cases = [...document.querySelectorAll("#cases details.case")];
  const lists = [...document.querySelectorAll("#cases .list")];
  const fields = ["words", "state", "tag", "expected", "got"].map(byId);
  const [words, state, tag, expected, got] = fields;
  const texts = new Map();

  const text = (one) => {
    if (!texts.has(one)) texts.set(one, one.textContent.toLowerCase());
    return texts.get(one);
  };
  const among = (wanted, held) => !wanted || held.split("\n").includes(wanted);
  const matches = (one, sought) =>
    among(state.value, one.dataset.state) &&
    among(tag.value, one.dataset.tags) &&
    (!expected.value || expected.value === one.dataset.expected) &&
    (!got.value || got.value === one.dataset.got) &&
    sought.every((word) => text(one).includes(word));

  function apply() {
    const sought = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const one of cases) {
      one.hidden = !matches(one, sought);
      if (!one.hidden) shown += 1;
    }
    for (const list of lists) {
      const left = list.querySelectorAll("details.case:not([hidden])").length;
      list.hidden = left === 0;
      list.querySelector(".number").textContent = left;
    }
    const all = `${cases.length} ${cases.length === 1 ? "case" : "cases"}`;
    byId("count").textContent = shown === cases.length ? all : `${shown} of ${all}`;
    byId("clear").disabled = fields.every((field) => !field.value);
  }

  function clear() {
    for (const field of fields) field.value = "";
    apply();
  }

  function show() {
    const name = decodeURIComponent(location.hash.slice(1));
    const target = name && byId(name);
    if (!target || !target.matches("details.case, .clause")) return;
    if (target.hidden) clear();
    const fold = target.closest("details");
    fold.open = true;
    target.scrollIntoView();
    if (fold === target) target.querySelector("summary").focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href='#cases']:not(nav a)");
    if (!link) return;
    clear();
    for (const field of [tag, expected, got]) field.value = link.dataset[field.id] || "";
    apply();
  });
  for (const field of fields) field.addEventListener("input", apply);
  byId("clear").addEventListener("click", () => {
    clear();
    words.focus();
  });
  byId("unfold").addEventListener("click", () => {
    const shown = cases.filter((one) => !one.hidden);
    const open = !shown.every((one) => one.open);
    for (const one of shown) one.open = open;
  });
  window.addEventListener("hashchange", show);
  byId("filter").hidden = false;
  apply();
  show();
})();
