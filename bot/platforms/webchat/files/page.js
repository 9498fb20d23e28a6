// Comfort only: everything works without it. Shows the newest line, keeps the focus where one writes, says aloud what came.
"use strict";
(() => {
  const newest = document.getElementById("newest");
  const moved = document.getElementById("moved");
  const asked = document.querySelector("#newest ~ .entry .asks, #newest .asks");
  const finePointer = window.matchMedia("(pointer: fine)").matches;

  if (location.hash === "#moved" && moved) {
    moved.scrollIntoView({ block: "start" });
    moved.focus({ preventScroll: true });
  } else if (location.hash === "#newest" && newest) {
    newest.scrollIntoView({ block: "start" });
    const wrong = asked && asked.querySelector("[aria-invalid]");
    const field = wrong || (asked && asked.querySelector("input:not([type=hidden]), select, textarea"));
    const place = field || document.getElementById("words");
    if (place && (finePointer || field)) place.focus({ preventScroll: true });
    const title = document.querySelector("#newest ~ .entry .card h3, #newest .card h3");
    const status = document.getElementById("status");
    if (title && status) setTimeout(() => { status.textContent = "Quipu: " + title.textContent; }, 400);
  }

  // Choosing a person is enough; the button is for those without this script.
  const person = document.getElementById("person");
  if (person && finePointer) {
    let byKey = false;
    person.addEventListener("keydown", () => { byKey = true; });
    person.addEventListener("mousedown", () => { byKey = false; });
    person.addEventListener("change", () => { if (!byKey && person.value) person.form.requestSubmit(); });
  }
})();
