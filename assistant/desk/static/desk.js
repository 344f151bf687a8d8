// Copies an answer, and keeps a live conversation fresh; without a script, mark and load by hand.

"use strict";

const POLL_MILLISECONDS = 3000;

for (const button of document.querySelectorAll("[data-copies]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const said = document.querySelector("#copied");
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).innerText);
      said.textContent = "Copied.";
    } catch {
      said.textContent = "Your browser does not allow that: mark the text and copy it.";
    }
  });
}

for (const box of document.querySelectorAll("[data-sends-on-enter]")) {
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      box.form.requestSubmit();
    }
  });
}

// Only what is new is put in: whoever listens hears each line once.
function freshen(lines, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html"); // values were escaped
  const presence = fresh.getElementById("presence");
  const list = fresh.querySelector("ol");
  if (!presence || !list) {
    return;
  }
  const told = lines.querySelector("#presence");
  if (told.textContent !== presence.textContent) {
    told.textContent = presence.textContent;
  }
  const here = lines.querySelector("ol");
  here.querySelector(".none")?.remove();
  const known = new Set([...here.children].map((line) => line.dataset.number));
  for (const line of [...list.children]) {
    if (!line.classList.contains("none") && !known.has(line.dataset.number)) {
      here.append(line);
    }
  }
}

const lines = document.getElementById("lines");
if (lines) {
  setInterval(async () => {
    try {
      const answer = await fetch(lines.dataset.from, { redirect: "error" });
      if (answer.ok) {
        freshen(lines, await answer.text());
      }
    } catch {
      // It is tried again in a moment; the page stays as it is.
    }
  }, POLL_MILLISECONDS);
}
