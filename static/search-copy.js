// Searches a copy of the blog that plain files are served of: its index is made of files as well.
// Words are read as `handler/core/search/words.py` reads them, or nothing would be found.
(() => {
  "use strict";
  const INDEX = new URL("../_search/", document.currentScript.src);
  const UNSPACED =
    "\\u0e00-\\u0eff\\u1000-\\u109f\\u1100-\\u11ff\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u30ff" +
    "\\u3130-\\u318f\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uac00-\\ud7ff" +
    "\\u{20000}-\\u{3ffff}";
  const MARKS =
    "\\u0300-\\u036f\\u0900-\\u0963\\u0981-\\u0983\\u09bc-\\u09e3\\u0a01-\\u0dff\\u200c\\u200d";
  const LETTER = `(?![${UNSPACED}])[\\p{L}\\p{N}]`;
  const PIECE = new RegExp(
    `[${UNSPACED}]+|[a-z]\\+\\+|[a-z]#(?![\\p{L}\\p{N}])|(?:${LETTER})+(?:[${MARKS}]+(?:${LETTER})*)*`,
    "gu",
  );
  const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, "u");
  const ACCENTS =
    /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]/g;
  const FILTER = /^(tag|category|year):(?:"([^"]+)"?|(\S+))$/i;
  const QUOTES = /[“”„«»]/g;
  // While Korean is being typed, the last syllable begins as a single letter.
  const UNFINISHED = /(?<=[가-힣])[ㄱ-ㆎ]+$/;
  const LONGEST_QUERY = 200;
  const LONGEST_WORD = 40;
  const MOST_WORDS = 24;
  const ON_A_PAGE = 10;
  const MOST = 100;
  const PAUSE = 150;

  const form = document.querySelector(".search-form.in-page");
  const field = form.elements.q;
  const results = document.querySelector(".search-results");
  const status = document.querySelector(".search-status");
  const said = results.querySelector("[data-counts]")?.dataset ?? {};
  const whole = document.querySelector(".search-results ~ .search-note a");
  const files = new Map();
  let asked = 0;
  let timer = 0;

  function load(name) {
    if (!files.has(name)) {
      const file = fetch(new URL(name, INDEX)).then((answer) => {
        if (!answer.ok) throw new Error(`${answer.status} ${name}`);
        return answer.json();
      });
      file.catch(() => files.delete(name));
      files.set(name, file);
    }
    return files.get(name);
  }

  const fold = (text) =>
    text.normalize("NFKD").replace(ACCENTS, "").toUpperCase().toLowerCase().normalize("NFC");

  // A word that goes on is looked for by its beginning; of unspaced script, every two characters.
  function wordsOf(text, goesOn) {
    const found = [];
    for (const [piece] of fold(text).matchAll(PIECE)) {
      const letters = [...piece];
      if (!IS_UNSPACED.test(piece)) found.push({ word: letters.slice(0, LONGEST_WORD).join("") });
      else if (letters.length === 1) found.push({ word: piece, isPrefix: true });
      else letters.slice(1).forEach((second, at) => found.push({ word: letters[at] + second }));
    }
    const last = found.at(-1);
    if (last && goesOn && !IS_UNSPACED.test(last.word) && last.word.length > 1) last.isPrefix = true;
    return found;
  }

  const slugOf = (label) =>
    label
      .normalize("NFKC")
      .toUpperCase()
      .toLowerCase()
      .replace(/[\s/\\?\0-\x1f\x7f-]+/g, "-")
      .replace(/^[-.]+|[-.]+$/g, "");

  function parse(query) {
    const readable = query.replace(QUOTES, '"').replace(UNFINISHED, "");
    const parts = readable.match(/(?:tag|category|year):"[^"]*"?|"[^"]*"?|[^\s"]+/gi) ?? [];
    const filters = [];
    const words = [];
    parts.forEach((part, at) => {
      const filter = FILTER.exec(part);
      if (filter) filters.push({ word: `${filter[1].toLowerCase()}:${slugOf(filter[2] ?? filter[3])}` });
      else words.push(...wordsOf(part, at === parts.length - 1 && !part.startsWith('"')));
    });
    // What is in a language is found on its own page; nobody can type this filter.
    if (said.lang && (filters.length || words.length)) filters.push({ word: `lang:${said.lang}` });
    return { filters, words: words.slice(0, MOST_WORDS) };
  }

  // Files of words are in order, each named with the first that it has.
  async function postings({ word, isPrefix }) {
    const { words } = await load("index.json");
    const from = Math.max(0, words.findLastIndex(([first]) => first <= word));
    const found = new Map();
    for (const [first, name] of words.slice(from)) {
      if (first > word && !(isPrefix && first.startsWith(word))) break;
      const file = await load(name);
      const own = isPrefix ? Object.keys(file).filter((each) => each.startsWith(word)) : [word];
      for (const each of own.filter((one) => Object.hasOwn(file, one))) add(found, file[each], each === word);
    }
    return found;
  }

  // Numbers of posts, each as the step from the one before, doubled; odd if it is in the title.
  function add(found, steps, isWhole) {
    let number = 0;
    for (const step of steps) {
      number += step >> 1;
      const weight = (step & 1 ? 10 : 1) * (isWhole ? 2 : 1);
      found.set(number, Math.max(found.get(number) ?? 0, weight));
    }
  }

  async function search(query) {
    const { filters, words } = parse(query);
    const narrowed = await Promise.all(filters.map(postings));
    const lists = await Promise.all(words.map(postings));
    const { posts } = await load("index.json");
    const scores = new Map();
    for (const list of lists.length ? lists : narrowed.slice(0, 1)) {
      const rarity = Math.log(1 + posts / (1 + list.size));
      for (const [post, weight] of list) {
        const score = scores.get(post) ?? [0, 0];
        scores.set(post, [score[0] + 1, score[1] + weight * rarity]);
      }
    }
    const all = [...scores].filter(([post]) => narrowed.every((list) => list.has(post)));
    const whole = all.filter(([, [count]]) => count >= (lists.length || 1));
    const ranked = whole.length ? whole : all;
    // The newest have the smallest numbers.
    ranked.sort(([a, [m, s]], [b, [n, t]]) => n - m || t - s || a - b);
    return { isWidened: !whole.length && all.length > 0, posts: ranked.map(([post]) => post) };
  }

  async function recordOf(post) {
    const { size, records } = await load("index.json");
    const file = await load(records[Math.floor(post / size)]);
    return file[post % size];
  }

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function shownResult([title, address, day, excerpt, lang, direction]) {
    const article = element("article", "search-result");
    article.lang = lang;
    article.dir = direction;
    const heading = element("h2");
    const link = element("a", "", title);
    link.href = address;
    heading.append(link);
    article.append(heading);
    if (day) article.append(element("p", "search-date", day));
    article.append(element("p", "search-snippet", excerpt));
    return article;
  }

  const address = (query, page) =>
    `${location.pathname}?${new URLSearchParams(page > 1 ? { q: query, page } : { q: query })}`;

  function pagesOf(query, count, page) {
    const nav = element("nav", "search-pages");
    nav.ariaLabel = said.pages;
    const list = element("ol");
    for (let number = 1; number <= Math.ceil(count / ON_A_PAGE); number++) {
      const link = element("a", "", String(number));
      link.href = address(query, number);
      if (number === page) link.setAttribute("aria-current", "page");
      const item = element("li");
      item.append(link);
      list.append(item);
    }
    nav.append(list);
    return nav;
  }

  function summary(found) {
    if (!found.posts.length) return said.none;
    if (found.isWidened) return said.some;
    if (found.posts.length > MOST) return said.more?.replace("{}", MOST);
    return said.counts?.split("|")[found.posts.length - 1];
  }

  function show(text, ...more) {
    results.replaceChildren(element("p", "search-count", text), ...more);
    status.textContent = text;
  }

  async function answer(query, page) {
    const mine = ++asked;
    if (whole) whole.search = query ? new URLSearchParams({ q: query }) : "";
    if (!query) return results.replaceChildren();
    results.setAttribute("aria-busy", "true");
    try {
      const found = await search(query);
      const posts = found.posts.slice(0, MOST);
      const records = await Promise.all(
        posts.slice((page - 1) * ON_A_PAGE, page * ON_A_PAGE).map(recordOf),
      );
      if (mine !== asked) return; // Overtaken by what was typed since.
      const pages = posts.length > ON_A_PAGE ? [pagesOf(query, posts.length, page)] : [];
      show(summary(found), ...records.map(shownResult), ...pages);
    } catch (error) {
      if (mine === asked) show(said.failed);
      throw error;
    } finally {
      if (mine === asked) results.removeAttribute("aria-busy");
    }
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const query = field.value.trim().slice(0, LONGEST_QUERY);
      history.replaceState(null, "", query ? address(query, 1) : location.pathname);
      answer(query, 1);
    }, PAUSE);
  });
  const given = new URLSearchParams(location.search);
  field.value = (given.get("q") ?? "").slice(0, LONGEST_QUERY);
  answer(field.value.trim(), Math.min(Math.max(1, parseInt(given.get("page"), 10) || 1), MOST / ON_A_PAGE));
  if (!field.value) field.focus();
})();
