// For authors: the local server says when a file has changed, and the open page loads again.
(() => {
  "use strict";
  // With its age the server knows whether it missed a change while it was loading.
  const age = Math.ceil(performance.now());
  const changes = new EventSource(`${document.currentScript.dataset.changes}?age=${age}`);
  let wasLost = false;

  const reload = () => location.reload();
  changes.addEventListener("message", (event) => event.data === "changed" && reload());
  // A restarted server may show the page differently.
  changes.addEventListener("error", () => (wasLost = true));
  changes.addEventListener("open", () => wasLost && reload());
})();
