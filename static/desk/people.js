// Copies the link that was made, as a phone's keyboard can hardly select it.
"use strict";
(() => {
  const button = document.getElementById("copy");
  const link = document.getElementById("link");
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(link.value);
    button.textContent = button.dataset.done;
  });
})();
