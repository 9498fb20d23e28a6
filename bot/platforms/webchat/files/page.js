// Comfort only: everything works without it. Shows the newest line, keeps the focus where one writes, says aloud what came.
"use strict";
(() => {
  const byTouch = window.matchMedia("(pointer: coarse)").matches;

  function showNewest() {
    const newest = document.getElementById("newest");
    if (!newest) return;
    newest.scrollIntoView({ block: "start" });
    const asked = document.querySelector("#newest ~ .entry .asks, #newest .asks");
    const field = asked && (asked.querySelector("[aria-invalid]") || asked.querySelector("input:not([type=hidden]), select, textarea"));
    const place = field || document.getElementById("words");
    if (place && !byTouch) place.focus({ preventScroll: true });
    const title = document.querySelector("#newest ~ .entry .card h3, #newest .card h3");
    const status = document.getElementById("status");
    if (title && status) setTimeout(() => { status.textContent = `Quipu: ${title.textContent}`; }, 400);
  }

  function showMoved() {
    const moved = document.getElementById("moved");
    if (!moved) return;
    moved.scrollIntoView({ block: "nearest" });
    moved.focus({ preventScroll: true });
  }

  // The browser itself moves to the fragment, and takes the focus away, when everything is there: we come after it.
  window.addEventListener("load", () => setTimeout(() => {
    if (location.hash === "#newest") showNewest();
    if (location.hash === "#moved") showMoved();
  }, 0));

  // With a mouse, choosing a person is enough; with the keyboard (arrows choose too early) there is the button.
  const person = document.getElementById("person");
  if (person) {
    let byKey = false;
    person.addEventListener("keydown", () => { byKey = true; });
    person.addEventListener("pointerdown", () => { byKey = false; });
    person.addEventListener("change", () => { if (!byKey && person.value) person.form.requestSubmit(); });
  }
})();
