// What was typed and not saved yet, kept on this device: a text has an entry for
// each tab, and for what was offered there and is not decided yet.
"use strict";
const kept = (() => {
  const KEPT_DAYS = 60;

  const TAB = "coldpress-desk-tab";

  function tab() {
    return sessionStorage.getItem(TAB) ?? named();
  }

  function named() {
    const name = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
    sessionStorage.setItem(TAB, name);
    return name;
  }

  // What is kept from now on has entries of its own; those that there are stay as they are.
  function begin() {
    quietly(named);
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

  // What was kept, each with its `name`, the newest first.
  function all(key) {
    return quietly(() => {
      const read = (name) => ({ ...JSON.parse(localStorage.getItem(name)), name });
      return names(prefix(key)).map(read).sort((a, b) => b.at - a.at);
    }, []);
  }

  quietly(() => {
    for (const name of names("coldpress-desk|")) {
      const value = quietly(() => JSON.parse(localStorage.getItem(name)), null);
      if (!value || Date.now() - value.at > KEPT_DAYS * 864e5) localStorage.removeItem(name);
    }
  });
  return { keep, drop, forget, begin, all };
})();
