// Where two versions contradict each other, one of both, or both, is taken by a button.
// What a button writes can be undone as if it was typed.
"use strict";
(() => {
  const CONFLICT = /^<{7} [^\n]*\n([^]*?)^={7}\n([^]*?)^>{7} [^\n]*(?:\n|$)/m;
  const area = document.getElementById("whole");
  const box = document.getElementById("choices");
  const told = document.getElementById("left");
  const words = box.dataset;
  const buttons = box.querySelectorAll("[data-take]");

  function conflicts() {
    const found = [];
    let from = 0;
    for (let match; (match = CONFLICT.exec(area.value.slice(from))); ) {
      const start = from + match.index;
      from = start + match[0].length;
      found.push({ start, end: from, mine: match[1], theirs: match[2], both: match[1] + match[2] });
    }
    return found;
  }

  // That at the cursor, else the next one, else the first.
  function current(found) {
    return found.find((each) => each.end > area.selectionStart) ?? found[0];
  }

  function tell(found) {
    told.textContent = found.length ? words.left.replace("{}", found.length) : words.none;
    buttons.forEach((button) => (button.disabled = !found.length));
  }

  function look() {
    const found = conflicts();
    tell(found);
    const chosen = current(found);
    if (!chosen) return;
    area.blur(); // Only whoever gets the focus is scrolled to where the cursor is.
    area.setSelectionRange(chosen.start, chosen.start);
    area.focus();
    area.setSelectionRange(chosen.start, chosen.end);
  }

  box.addEventListener("click", (event) => {
    const button = event.target.closest("[data-take]");
    if (!button) return;
    const { take } = button.dataset;
    const chosen = current(conflicts());
    area.focus();
    area.setSelectionRange(chosen.start, chosen.end);
    if (take === "next") {
      area.setSelectionRange(chosen.end, chosen.end);
    } else if (!document.execCommand("insertText", false, chosen[take])) {
      area.setRangeText(chosen[take], chosen.start, chosen.end, "end");
    }
    look();
    (button.disabled ? area : button).focus(); // So that the next is a press away.
  });
  area.addEventListener("input", () => tell(conflicts()));
  box.hidden = false;
  area.setSelectionRange(0, 0);
  tell(conflicts());
})();
