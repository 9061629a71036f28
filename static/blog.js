// Conveniences: a remembered choice of colours, buttons that copy and unfold code, a list of contents
// that follows along, and a key for the search. Every page works without them. It runs before the first paint, so nothing flashes.
(() => {
  "use strict";
  const root = document.documentElement;
  const words = document.currentScript.dataset;
  const SCHEMES = ["light", "dark"];
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");

  function remembered(name) {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // Storage may be forbidden.
    }
  }

  function remember(name, value) {
    try {
      if (value) localStorage.setItem(name, value);
      else localStorage.removeItem(name);
    } catch {
      // The choice then lasts as long as the page.
    }
  }

  function apply(theme) {
    const isChosen = SCHEMES.includes(theme);
    if (isChosen) root.dataset.theme = theme;
    else delete root.dataset.theme;
    // A phone's status bar goes with the page.
    document.querySelectorAll("meta[name=theme-color]").forEach((bar, index) => {
      const followed = `(prefers-color-scheme: ${SCHEMES[index]})`;
      bar.media = !isChosen ? followed : SCHEMES[index] === theme ? "all" : "not all";
    });
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
      remember("theme", followsSystem ? null : wanted);
      show();
    });
    prefersDark.addEventListener("change", show);
    show();
  }

  function boxOf(pre) {
    const frame = pre.parentElement.closest(".highlight, .code-block");
    if (frame) return frame;
    const box = document.createElement("div");
    box.className = "code-block";
    pre.replaceWith(box);
    box.append(pre);
    return box;
  }

  const heard = document.createElement("p");
  heard.className = "heard";
  heard.role = "status";

  // Prompts and numbers of lines are no code, be they marked as such or only written.
  function codeOf(pre) {
    const copy = pre.cloneNode(true);
    copy.querySelectorAll(".gp, .linenos, .lineno, .gutter, .gl").forEach((each) => each.remove());
    const code = copy.textContent.replace(/\n$/, "");
    return /^(\$|>>>) /.test(code) ? code.replace(/^(\$|>>>|\.\.\.) /gm, "") : code;
  }

  function addCopyButton(pre) {
    const button = document.createElement("button");
    const say = (word) => {
      button.textContent = word;
      button.ariaLabel = `${word}: ${pre.ariaLabel}`;
    };
    button.className = "copy-code";
    button.type = "button";
    say(words.copy);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(codeOf(pre));
      } catch {
        getSelection().selectAllChildren(pre); // It may be forbidden: then the keyboard copies.
        return;
      }
      say(words.copied);
      heard.textContent = words.copied;
      setTimeout(() => {
        say(words.copy);
        heard.textContent = "";
      }, 2000);
    });
    boxOf(pre).append(button);
    document.body.append(heard);
  }

  // Long code shows its beginning. The rest is part of the page: the browser finds words in it and
  // scrolls to them, and so opens it.
  function addFold(pre) {
    const isHidden = !pre.clientHeight; // It may be shown later, and is long by its lines.
    if (!isHidden && pre.scrollHeight <= pre.clientHeight + 1) return;
    const box = boxOf(pre);
    const button = document.createElement("button");
    const lines = pre.textContent.trimEnd().split("\n").length;
    const open = (isOpen) => {
      pre.classList.toggle("is-open", isOpen);
      button.ariaExpanded = String(isOpen);
      button.textContent = isOpen ? words.less : words.more.replace("{}", lines);
    };
    button.className = "unfold-code";
    button.type = "button";
    open(false);
    button.addEventListener("click", () => {
      open(button.ariaExpanded === "false");
      if (box.getBoundingClientRect().top < 0) box.scrollIntoView();
    });
    pre.addEventListener("scroll", () => {
      const passed = pre.scrollTop;
      if (!passed || button.ariaExpanded === "true") return;
      const wanted = pre.getBoundingClientRect().top - passed;
      open(true);
      scrollBy({ top: pre.getBoundingClientRect().top - wanted, behavior: "instant" });
    });
    box.append(button);
  }

  // The key / leads to the search, from where nobody writes. Who speaks to the computer may turn it
  // off. https://www.w3.org/WAI/WCAG22/Understanding/character-key-shortcuts
  function goToSearch(event) {
    const isTaken = event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented;
    const isWriting = event.target.closest("input, textarea, select, dialog") || event.target.isContentEditable;
    if (event.key !== "/" || isTaken || isWriting || remembered("search-key") === "off") return;
    const fields = [...document.querySelectorAll(".search-form input")];
    if (!fields.length) return;
    event.preventDefault();
    const field = fields.find((each) => each.checkVisibility());
    if (field) field.select();
    else location.assign(fields[0].form.action);
  }

  function startKeySwitch(box) {
    box.checked = remembered("search-key") !== "off";
    box.addEventListener("change", () => remember("search-key", box.checked ? null : "off"));
  }

  // A note beside its mark is in sight already: the page need not move.
  function stayInSight(event) {
    const link = event.target.closest("sup[data-note] > a, li[data-note] .reversefootnote");
    const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const note = link?.closest("li[data-note]") ?? target;
    if (!target || getComputedStyle(note).position !== "absolute") return;
    const { top, bottom } = target.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) return;
    event.preventDefault();
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }

  // What has room enough is no stop for the keyboard; what has not, is one without this script.
  function watchWidths(boxes) {
    const fits = (box) => box.scrollWidth <= box.clientWidth;
    const observer = new ResizeObserver((entries) =>
      entries.forEach(({ target }) => (target.tabIndex = fits(target) ? -1 : 0)),
    );
    boxes.forEach((box) => observer.observe(box));
  }

  // The contents list marks the section being read, the last whose heading has come up, and
  // keeps it in sight.
  function followAlong(contents) {
    const links = [...contents.querySelectorAll("a")];
    const targets = links.map((link) => document.getElementById(link.getAttribute("href").slice(1)));
    const hasComeUp = (target) => target?.getBoundingClientRect().top < innerHeight / 3;
    let current;
    const mark = () => {
      const reached = links[targets.findLastIndex(hasComeUp)];
      if (reached === current) return;
      current?.removeAttribute("aria-current");
      reached?.setAttribute("aria-current", "true");
      contents.scrollTop = (reached?.offsetTop ?? 0) - contents.clientHeight / 2;
      current = reached;
    };
    let waits = false;
    const soon = () => {
      if (!waits) requestAnimationFrame(() => ((waits = false), mark()));
      waits = true;
    };
    addEventListener("scroll", soon, { passive: true });
    mark();
  }

  // The browser's own sheet, where it has one; else the address is copied.
  function addShare(place) {
    const button = document.createElement("button");
    const address = document.querySelector("link[rel=canonical]")?.href ?? location.href;
    const words = place.dataset;
    const name = navigator.share ? words.share : words.copy;
    button.type = "button";
    button.textContent = name;
    button.addEventListener("click", async () => {
      try {
        if (navigator.share) return await navigator.share({ title: document.title, url: address });
        await navigator.clipboard.writeText(address);
      } catch {
        return; // Who closes the sheet has changed their mind.
      }
      button.textContent = heard.textContent = words.copied;
      setTimeout(() => ((button.textContent = name), (heard.textContent = "")), 2000);
    });
    place.append(button);
    document.body.append(heard);
  }

  function start() {
    document.querySelectorAll(".theme-switch").forEach(startSwitch);
    document.querySelectorAll(".contents").forEach(followAlong);
    watchWidths(document.querySelectorAll(".prose [tabindex][role=group], .comment-text :is(pre, table)"));
    document.addEventListener("click", stayInSight);
    document.addEventListener("keydown", goToSearch);
    document.querySelectorAll(".key-switch").forEach(startKeySwitch);
    document.querySelectorAll(".prose pre.is-long").forEach(addFold);
    if (!navigator.clipboard) return;
    document.querySelectorAll(".share").forEach(addShare);
    document.querySelectorAll(".prose pre:not(:is(.gutter, .linenos) *)").forEach(addCopyButton);
  }

  root.dataset.scripts = "";
  apply(remembered("theme"));
  document.addEventListener("DOMContentLoaded", start);
})();
