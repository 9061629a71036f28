// Shows results while the reader types. Without it the form does the same, a page at a time.
(() => {
  "use strict";
  const form = document.querySelector(".search-form.in-page");
  const field = form.elements.q;
  const results = document.querySelector(".search-results");
  const status = document.querySelector(".search-status");
  const whole = document.querySelector(".search-results ~ .search-note a");
  const PAUSE = 150;
  let timer = 0;
  let shown = field.value.trim();
  let request = new AbortController();

  // Here whatever the form says, so that no page of an author's can show another address.
  function address(query, more = {}) {
    return `${location.pathname}?${new URLSearchParams({ q: query, ...more })}`;
  }

  async function show(query) {
    request.abort();
    request = new AbortController();
    const answer = await fetch(address(query, { format: "results" }), { signal: request.signal });
    results.innerHTML = await answer.text();
    status.textContent = results.querySelector(".search-count")?.textContent.trim() ?? "";
    history.replaceState(null, "", query ? address(query) : location.pathname);
    if (whole) whole.search = location.search;
  }

  async function update() {
    const query = field.value.trim();
    if (query === shown) return;
    shown = query;
    results.setAttribute("aria-busy", "true");
    try {
      await show(query);
    } catch (error) {
      // Overtaken by what was typed since, or offline: Enter still asks for a whole page.
      if (error.name === "AbortError") return;
      shown = "";
    }
    results.removeAttribute("aria-busy");
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(update, PAUSE);
  });
  if (!field.value) field.focus();
})();
