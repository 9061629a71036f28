// What was kept on this device of a text whose file has another name now, or none: it can be copied.
"use strict";
(() => {
  const box = document.getElementById("kept");
  const found = kept.all(box.dataset.key)[0];
  if (!found) return;
  const head = found.front ? `---\n${found.front}\n---\n\n` : "";
  box.querySelector("textarea").value = head + found.body;
  box.hidden = false;
  box.querySelector("button").addEventListener("click", () => {
    kept.forget(found.name);
    location.reload(); // There may be an older one.
  });
})();
