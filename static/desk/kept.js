// What was typed and not saved yet, kept on this device: a text has an entry for each tab.
"use strict";
const kept = (() => {
  const KEPT_DAYS = 60;

  function tab() {
    const known = sessionStorage.getItem("coldpress-desk-tab");
    if (known) return known;
    const made = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
    sessionStorage.setItem("coldpress-desk-tab", made);
    return made;
  }

  function prefix(key) {
    return `coldpress-desk|${key}|`;
  }

  function quietly(work, otherwise) {
    try {
      return work();
    } catch {
      return otherwise; // Storage may be forbidden or full.
    }
  }

  function names(start) {
    return Object.keys(localStorage).filter((name) => name.startsWith(start));
  }

  // Whether it is kept.
  function keep(key, values) {
    return quietly(() => {
      localStorage.setItem(prefix(key) + tab(), JSON.stringify({ ...values, at: Date.now() }));
      return true;
    }, false);
  }

  function drop(key) {
    forget(prefix(key) + tab());
  }

  function forget(name) {
    quietly(() => localStorage.removeItem(name));
  }

  // The newest that was kept, with its `name`.
  function newest(key) {
    return quietly(() => {
      const read = (name) => ({ ...JSON.parse(localStorage.getItem(name)), name });
      return names(prefix(key)).map(read).sort((a, b) => b.at - a.at)[0] ?? null;
    }, null);
  }

  quietly(() => {
    for (const name of names("coldpress-desk|")) {
      const value = quietly(() => JSON.parse(localStorage.getItem(name)), null);
      if (!value || Date.now() - value.at > KEPT_DAYS * 864e5) localStorage.removeItem(name);
    }
  });
  return { keep, drop, forget, newest };
})();
