// The editor: the text is kept at every pause, checked, and shown as the page that it will be.
// While somebody composes a syllable or a word nothing touches what they type.
"use strict";
(() => {
  const PAUSE = 250;
  const LONG_PAUSE = 4000; // After which a text that readers do not know is saved by itself,
  const BETWEEN = 20000; // but not more often than so, as each is a version in its history.
  const LONG_COMING = 2500; // A page is shown then, although some picture may still be on its way.
  const UNSEEN = ["draft", "hidden"];
  const form = document.getElementById("editor");
  const body = document.getElementById("body");
  const front = document.getElementById("front");
  const words = document.getElementById("words").dataset;
  const status = document.getElementById("status");
  const frames = document.getElementById("frames");
  const key = form.elements.key.value;
  const fields = [...form.querySelectorAll("[name^=field-]")];
  let composing = false;
  let isKept = true; // Unless this browser has no room, or keeps nothing.
  let timer = 0;
  let saved = snapshot();
  let checking = null;
  let coming = null;
  let place = null; // Where the cursor was last in the text.
  let typedIn = null;
  let stored = form.dataset.state;
  let isStale = false;
  let hasErrors = false;
  let busy = false;
  let quiet = Promise.resolve(); // What is being saved by itself.
  let quietTimer = 0;
  let quietAt = 0;

  function values() {
    const value = (name) => form.elements[name]?.value ?? "";
    const named = (start) => Object.fromEntries(fields.map((field) => {
      const name = field.name.slice(6);
      return [name, value(start + name)];
    }));
    return { etag: value("etag"), version: value("version"), front: value("front"), body: body.value,
      fields: named("field-"), was: named("was-") };
  }

  function snapshot() {
    return shot(values());
  }

  function shot({ front: matter, body: text, fields: entered }) {
    return JSON.stringify([matter, text, entered]);
  }

  function say(text, isError = false) {
    status.textContent = text;
    status.classList.toggle("error", isError);
  }

  // What is true as long as the text is kept.
  function assure(text, isError = false) {
    say(isKept ? text : words.unkept, isError || !isKept);
  }

  // Requests

  async function renewed(isAsked) {
    if (isAsked) {
      const answer = await fetch("token", { headers: { Accept: "application/json" } });
      form.elements.token.value = (await answer.json()).token;
    }
    return form.elements.token.value;
  }

  async function ask(address, data, signal) {
    data.set("line", line());
    const request = () => fetch(address, { method: "POST", body: data, signal,
      headers: { Accept: "application/json" } });
    let answer = await request();
    if (answer.status === 403 && (await answer.clone().json()).error === "outdated") {
      data.set("token", await renewed(true));
      answer = await request();
    }
    if (answer.status === 413) throw Object.assign(new Error(), { name: "TooLarge" });
    return answer;
  }

  // What is said if nothing was done.
  function sayWhy(error) {
    assure(error.name === "TooLarge" ? words.largeText : words.offline, true);
  }

  // The line of the text in which somebody types, from 1; 0 before they do.
  function line() {
    if (document.activeElement === body && place !== null) place = body.selectionStart;
    return place === null ? "0" : String(body.value.slice(0, place).split("\n").length);
  }

  // What is wrong, and what the form shows

  function show(problems) {
    hasErrors = problems.some((problem) => problem.severity === "error");
    const list = document.getElementById("problems");
    const rows = problems.map((problem) => {
      const row = document.createElement("li");
      row.className = problem.severity;
      if (problem.file) {
        const file = document.createElement("code");
        file.textContent = problem.file;
        row.append(file, " ");
      }
      if (problem.line) row.append(problem.file ? at(problem.line) : jump(problem.line), " ");
      const fix = document.createElement("i");
      fix.textContent = problem.fix;
      row.append(problem.message, " ", fix);
      return row;
    });
    const count = document.getElementById("count");
    count.hidden = !rows.length;
    count.textContent = count.dataset.words.replace("{}", rows.length);
    const text = rows.map((row) => row.textContent).join("\n");
    if (text === list.dataset.text) return; // Who listens need not hear it again.
    list.dataset.text = text;
    list.replaceChildren(...rows);
  }

  function at(number) {
    return words.line.replace("{}", number);
  }

  function jump(number) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = at(number);
    button.addEventListener("click", () => {
      const gap = Number(form.dataset.gap);
      const matter = front?.value ? front.value.split("\n").length + 2 + gap : 0;
      const area = front && number <= matter - gap ? front : body;
      const before = area === front ? number - 2 : number - matter - 1;
      const lines = area.value.split("\n");
      const start = lines.slice(0, Math.max(0, before)).join("\n").length + (before > 0 ? 1 : 0);
      area.closest("details")?.setAttribute("open", "");
      area.blur(); // Only whoever gets the focus is scrolled to where the cursor is.
      area.setSelectionRange(start, start);
      area.focus();
      area.setSelectionRange(start, start + (lines[Math.max(0, before)] ?? "").length);
    });
    return button;
  }

  function take(answer, sent) {
    show(answer.problems);
    const state = document.getElementById("state");
    state.textContent = words[answer.state] ?? answer.state;
    state.className = `state ${answer.state}`;
    if (!front || composing || snapshot() !== sent) return;
    if ("body" in answer) write(answer.body, 0, body.value.length); // Its beginning is in Details.
    const isTyping = typedIn === front && document.activeElement === front;
    if ("body" in answer || !isTyping) put(front, answer.front);
    for (const field of fields) {
      const name = field.name.slice(6);
      if (!(name in answer.fields)) continue;
      if (document.activeElement === field && field.value !== answer.fields[name]) continue;
      put(field, answer.fields[name]);
      form.elements[`was-${name}`].value = answer.fields[name];
      field.readOnly = answer.fixed.includes(name);
    }
  }

  function put(field, text) {
    if (field.value !== text) field.value = text;
  }

  async function check() {
    checking?.abort();
    checking = new AbortController();
    const sent = snapshot();
    try {
      const answer = await ask("check", new FormData(form), checking.signal);
      const told = await answer.json();
      if (answer.status === 401) return signedOut();
      if (answer.ok) take(told, sent);
      else show(told.problems ?? []);
      if (snapshot() !== saved) assure(words.kept);
    } catch (error) {
      if (error.name !== "AbortError") sayWhy(error);
    }
  }

  // The page: a new frame for each, so that going back leads out of the editor at once

  function preview() {
    if (!frames) return;
    coming?.remove();
    const frame = document.createElement("iframe");
    frame.name = `preview-${Date.now()}`;
    frame.title = frames.querySelector("iframe").title;
    frame.className = "coming";
    frame.setAttribute("sandbox", "allow-popups allow-popups-to-escape-sandbox");
    frame.tabIndex = -1;
    coming = frame;
    frames.append(frame);
    frame.addEventListener("load", () => arrive(frame));
    setTimeout(() => arrive(frame), LONG_COMING);
    submit(frame.name);
  }

  function arrive(frame) {
    if (coming !== frame) return;
    coming = null;
    frame.classList.remove("coming");
    frame.removeAttribute("tabindex");
    for (const other of [...frames.children]) if (other !== frame) other.remove();
  }

  function submit(target) {
    const sending = document.createElement("form");
    Object.assign(sending, { method: "post", action: "preview#~desk", target, hidden: true });
    sending.enctype = "multipart/form-data";
    const data = new FormData(form);
    data.set("line", line());
    for (const [name, value] of data) {
      const field = document.createElement("textarea");
      field.name = name;
      field.value = value;
      sending.append(field);
    }
    document.body.append(sending);
    sending.submit();
    sending.remove();
  }

  // Pauses

  function changed() {
    clearTimeout(timer);
    timer = setTimeout(pause, PAUSE);
    clearTimeout(quietTimer);
    quietTimer = setTimeout(saveQuietly, Math.max(LONG_PAUSE, quietAt + BETWEEN - Date.now()));
  }

  function keep() {
    if (snapshot() !== saved) isKept = kept.keep(key, values());
  }

  async function pause() {
    if (snapshot() === saved) kept.drop(key);
    keep(); // Also in the midst of a word, as some keyboards compose whatever is typed.
    if (composing) return;
    const isOut = await check();
    if (!isOut) preview();
  }

  // A text that readers do not know is saved by itself; it never comes in the way of a button.
  function saveQuietly() {
    const may = UNSEEN.includes(stored) && !isStale && !hasErrors && !busy && !composing;
    if (!may || snapshot() === saved) return;
    quietAt = Date.now();
    quiet = keepQuietly();
  }

  async function keepQuietly() {
    const sent = snapshot();
    const data = new FormData(form);
    data.set("do", "keep");
    try {
      const answer = await ask("edit", data);
      isStale = answer.status === 409;
      if (isStale) say(words.stale, true);
      if (answer.ok) keepUp(await answer.json(), sent, words.drafted);
    } catch (error) {
      sayWhy(error);
    }
  }

  form.addEventListener("compositionstart", () => (composing = true));
  form.addEventListener("compositionend", () => {
    composing = false;
    changed();
  });
  form.addEventListener("input", (event) => {
    typedIn = event.target;
    if (typedIn === body) place = body.selectionStart;
    if (event.target.name) changed();
  });
  addEventListener("pagehide", keep);
  addEventListener("beforeunload", (event) => {
    keep();
    if (!isKept && snapshot() !== saved) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden") return;
    keep();
    saveQuietly();
  });
  body.addEventListener("click", () => (place = body.selectionStart));
  body.addEventListener("keyup", () => (place = body.selectionStart));

  // Buttons

  function disable(isBusy) {
    busy = isBusy;
    form.querySelectorAll("[name=do]").forEach((each) => (each.disabled = isBusy));
  }

  // What leads to another page takes no more text meanwhile, as nobody would find it there.
  function hold(isHeld) {
    document.querySelector(".columns").inert = isHeld;
    disable(isHeld);
  }

  addEventListener("pageshow", (event) => event.persisted && hold(false));

  async function save(button) {
    if (busy) return;
    const at = document.activeElement; // What is disabled, or inert, loses the focus.
    disable(true);
    if (button.value !== "save") hold(true);
    say(words.saving);
    await quiet;
    const sent = snapshot();
    const data = new FormData(form);
    data.set("do", button.value);
    let isLeaving = false;
    try {
      const answer = await ask("edit", data);
      if (answer.status === 409) return leave(button);
      if (answer.status === 401) return signedOut();
      const told = await answer.json();
      if (!answer.ok) {
        clearTimeout(timer); // What is checked knows only the text, not what a button needs.
        checking?.abort();
        show(told.problems ?? []);
        preview();
        return told.error === "refused" ? say(words.refused, true) : assure(words.failed, true);
      }
      if (told.to) {
        saved = snapshot(); // So that leaving keeps nothing.
        kept.drop(key);
        isLeaving = true;
        return location.replace(told.to); // Back leads to no file that has another name now.
      }
      keepUp(told, sent, words.saved);
    } catch (error) {
      keep();
      sayWhy(error);
    } finally {
      if (!isLeaving) hold(false);
      if (!isLeaving && document.activeElement === document.body) at.focus();
    }
  }

  // The text stays here; another tab signs in, and then it can be saved.
  function signedOut() {
    keep();
    const link = Object.assign(document.createElement("a"), { href: "./", target: "_blank" });
    link.textContent = words.signIn;
    assure(`${words.signedOut} `, true);
    status.append(link);
    return true;
  }

  function keepUp(told, sent, said) {
    stored = told.state;
    form.elements.etag.value = told.etag;
    form.elements.version.value = told.version;
    const isSame = snapshot() === sent;
    take(told, sent);
    saved = isSame ? snapshot() : sent;
    kept.drop(key); // What another tab keeps stays.
    keep();
    say(told.late ? words.late : said);
  }

  // To a page of the server's, with what is entered.
  function leave(button) {
    clearTimeout(timer);
    keep(); // Until that page has saved it.
    form.removeEventListener("submit", submitted);
    hold(false);
    form.requestSubmit(button);
  }

  function submitted(event) {
    const button = event.submitter ?? form.querySelector("[value=save]");
    if (button.value === "delete") {
      keep();
      saved = snapshot();
      return kept.begin(); // It is offered if the file stays or comes back.
    }
    event.preventDefault();
    save(button);
  }

  form.addEventListener("submit", submitted);
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s" && !event.isComposing) {
      event.preventDefault();
      save(form.querySelector("[value=save]"));
    }
  });
  body.addEventListener("keydown", (event) => {
    const tool = { b: "bold", i: "italic", k: "link" }[event.key.toLowerCase()];
    const isOurs = front && tool && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (!isOurs || event.isComposing) return;
    event.preventDefault();
    TOOLS[tool]();
  });
  addEventListener("online", () => snapshot() !== saved && pause());

  // A new line begins as the one before it: indented, or as the next of a list

  function continued() {
    const start = body.value.lastIndexOf("\n", body.selectionStart - 1) + 1;
    const [head, indent, mark] = /^([ \t]*)([-*+] |\d{1,4}[.)] |> )?/.exec(body.value.slice(start));
    if (!head || body.selectionStart < start + head.length) return null;
    const isBare = body.value.slice(start, body.selectionStart) === head;
    if (isBare) return { text: "\n", from: start }; // Who enters nothing is done with it.
    const next = mark?.replace(/\d+/, (number) => Number(number) + 1) ?? "";
    return { text: `\n${indent}${next}`, from: body.selectionStart };
  }

  body.addEventListener("beforeinput", (event) => {
    if (event.inputType !== "insertLineBreak" || event.isComposing || !front) return;
    const line = continued();
    if (!line) return;
    event.preventDefault();
    write(line.text, line.from, body.selectionEnd);
  });

  // Tools: what they write can be undone as if it was typed

  function write(text, from = body.selectionStart, to = body.selectionEnd) {
    body.focus();
    body.setSelectionRange(from, to);
    if (!document.execCommand("insertText", false, text)) body.setRangeText(text, from, to, "end");
    place = body.selectionStart;
    changed();
  }

  function around(before, after, otherwise) {
    const { selectionStart: start, selectionEnd: end } = body;
    const text = body.value.slice(start, end) || otherwise;
    write(before + text + after);
    body.setSelectionRange(start + before.length, start + before.length + text.length);
  }

  function before(mark) {
    const start = body.value.lastIndexOf("\n", body.selectionStart - 1) + 1;
    const { selectionEnd: end } = body;
    write(body.value.slice(start, end).split("\n").map((text) => mark + text).join("\n"), start, end);
  }

  function alone(text) {
    const at = place ?? body.value.length;
    const lead = !at || body.value.slice(0, at).endsWith("\n\n") ? "" : body.value[at - 1] === "\n" ? "\n" : "\n\n";
    const rest = body.value.slice(at);
    write(lead + text + (rest.startsWith("\n\n") ? "" : rest.startsWith("\n") ? "\n" : "\n\n"), at, at);
  }

  const TOOLS = {
    bold: () => around("**", "**", words.bold),
    italic: () => around("*", "*", words.italic),
    link: () => around("[", "](https://)", words.link),
    heading: () => before("## "),
    quote: () => before("> "),
    list: () => before("- "),
  };
  document.querySelector(".tools").hidden = !front;
  document.querySelector(".tools").addEventListener("pointerdown", (event) => {
    if (event.target.closest("[data-tool]")) event.preventDefault(); // The keyboard of a phone stays.
  });
  document.querySelector(".tools").addEventListener("click", (event) => {
    const tool = event.target.closest("[data-tool]")?.dataset.tool;
    if (tool) TOOLS[tool]();
  });
  if (front) {
    pictures.start(document.querySelector(".writing"), document.getElementById("picture"),
      document.getElementById("uploads"), { words, renewed, isGranted: "granted" in document.getElementById("picture").dataset, insert: alone, cover: (path) => {
        const field = document.getElementById("field-image");
        field.value = path;
        field.closest("details").open = true;
        changed();
      } });
  }

  // Tags that exist are offered for the last one of those with commas between

  for (const name of ["tags", "categories"]) {
    const field = document.getElementById(`field-${name}`);
    const list = document.getElementById(`known-${name}`);
    const known = [...(list?.options ?? [])].map((option) => option.value);
    field?.addEventListener("input", () => {
      const typed = field.value.slice(0, field.value.lastIndexOf(",") + 1);
      const has = new Set(field.value.split(",").map((each) => each.trim()));
      const start = typed ? `${typed} ` : "";
      list.replaceChildren(...known.filter((each) => !has.has(each)).map((each) => {
        const option = document.createElement("option");
        option.value = start + each;
        return option;
      }));
    });
  }

  // What was kept on this device

  function offer() {
    // The server ends a text in a line end.
    const ended = (each) => shot({ ...each, body: each.body.replace(/\n$/, "") });
    const now = ended(values());
    const found = kept.all(key).find((each) => ended(each) !== now);
    if (!found) return;
    kept.begin(); // So that it stays until somebody decides, whatever is typed meanwhile.
    const box = document.getElementById("kept");
    const when = new Date(found.at).toLocaleString(document.documentElement.lang);
    box.querySelector("p").textContent = words.found.replace("{}", when);
    box.hidden = false;
    document.getElementById("use-kept").addEventListener("click", () => {
      keep();
      kept.begin(); // What was typed meanwhile is offered next time.
      form.elements.etag.value = found.etag;
      form.elements.version.value = found.version;
      body.value = found.body;
      if (front) front.value = found.front;
      for (const field of fields) {
        const name = field.name.slice(6);
        field.value = found.fields[name] ?? "";
        form.elements[`was-${name}`].value = found.was[name] ?? "";
      }
      kept.forget(found.name);
      box.hidden = true;
      body.focus();
      pause();
    });
    document.getElementById("drop-kept").addEventListener("click", () => {
      kept.forget(found.name);
      box.hidden = true;
      body.focus();
    });
  }

  // A page of the server's that saved leads here; what was kept for it is done with.
  const address = new URL(location);
  if (address.searchParams.has("did")) {
    kept.drop(key);
    address.searchParams.delete("did");
    history.replaceState(null, "", address);
  }
  // Enter does what stands beside a field, and never saves what readers know.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !event.target.matches("input:not([type=file])")) return;
    event.preventDefault();
    if (event.target.id === "field-title") body.focus();
    else event.target.closest(".row")?.querySelector("[name=do]")?.click();
  });
  document.querySelectorAll(".without-scripts").forEach((each) => (each.hidden = true));
  if (document.getElementById("problems").childElementCount) check(); // They lead to their lines.
  offer();
  preview();
})();
