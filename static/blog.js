// Two conveniences: a remembered choice of colours, and a button that copies code.
// Every page works without them. It runs before the first paint, so nothing flashes.
(() => {
  "use strict";
  const root = document.documentElement;
  const words = document.currentScript.dataset;
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");

  function remembered() {
    try {
      return localStorage.getItem("theme");
    } catch {
      return null; // Storage may be forbidden.
    }
  }

  function remember(theme) {
    try {
      if (theme) localStorage.setItem("theme", theme);
      else localStorage.removeItem("theme");
    } catch {
      // The choice then lasts as long as the page.
    }
  }

  function apply(theme) {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : prefersDark.matches;
  }

  function startSwitch(button) {
    const show = () => button.setAttribute("aria-pressed", String(isDark()));
    button.addEventListener("click", () => {
      const wanted = isDark() ? "light" : "dark";
      const followsSystem = (wanted === "dark") === prefersDark.matches;
      apply(followsSystem ? null : wanted);
      remember(followsSystem ? null : wanted);
      show();
    });
    prefersDark.addEventListener("change", show);
    show();
    button.hidden = false;
  }

  function addCopyButton(pre) {
    const block = document.createElement("div");
    const button = document.createElement("button");
    block.className = "code-block";
    button.className = "copy-code";
    button.type = "button";
    button.textContent = words.copy;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(pre.innerText.replace(/\n$/, ""));
      button.textContent = words.copied;
      setTimeout(() => (button.textContent = words.copy), 2000);
    });
    pre.replaceWith(block);
    block.append(pre, button);
  }

  function makeScrollable(box) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
  }

  function start() {
    document.querySelectorAll(".theme-switch").forEach(startSwitch);
    document.querySelectorAll(".prose pre, .prose table").forEach(makeScrollable);
    if (!navigator.clipboard) return;
    document.querySelectorAll(".prose pre:not(:is(.gutter, .linenos) *)").forEach(addCopyButton);
  }

  apply(remembered());
  document.addEventListener("DOMContentLoaded", start);
})();
