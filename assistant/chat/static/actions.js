// What can be done with a reply beside reading it: its reference goes into the clipboard.

"use strict";

(() => {
  const COPY = /#copy:([0-9A-Z-]+)$/;

  // Frames may be refused the clipboard; a selection can be copied by the old command all the same.
  function copyOld(text) {
    const box = document.createElement("textarea");
    box.value = text;
    box.style.position = "fixed";
    box.style.opacity = "0";
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyOld(text);
    }
  }

  document.addEventListener("click", async (press) => {
    const link = press.target instanceof Element && press.target.closest("a[href]");
    const found = link && COPY.exec(link.getAttribute("href"));
    if (!found) return;
    press.preventDefault();
    const done = await copy(found[1]);
    link.focus();
    clausewiseStatus.tell(done ? "copied" : "not_copied", { brief: true });
  }, { capture: true });
})();
