// Conveniences: a remembered choice of colours, buttons that copy code, and a list of contents
// that follows along. Every page works without them. It runs before the first paint, so nothing flashes.
(() => {
  "use strict";
  const root = document.documentElement;
  const words = document.currentScript.dataset;
  const SCHEMES = ["light", "dark"];
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
      remember(followsSystem ? null : wanted);
      show();
    });
    prefersDark.addEventListener("change", show);
    show();
  }

  function boxOf(pre) {
    const frame = pre.parentElement.closest(".highlight");
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
  }

  function start() {
    document.querySelectorAll(".theme-switch").forEach(startSwitch);
    document.querySelectorAll(".contents").forEach(followAlong);
    watchWidths(document.querySelectorAll(".prose [tabindex][role=group], .comment-text :is(pre, table)"));
    document.addEventListener("click", stayInSight);
    if (!navigator.clipboard) return;
    document.body.append(heard);
    document.querySelectorAll(".share").forEach(addShare);
    document.querySelectorAll(".prose pre:not(:is(.gutter, .linenos) *)").forEach(addCopyButton);
  }

  root.dataset.scripts = "";
  apply(remembered());
  document.addEventListener("DOMContentLoaded", start);
})();
