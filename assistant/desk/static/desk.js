// Copies an answer; without a script it can be marked and copied by hand.

"use strict";

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
