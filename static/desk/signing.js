// Passkeys: what the desk asks is handed to the browser, and its answer to the desk.
"use strict";
(() => {
  const words = document.getElementById("words").dataset;
  const told = document.getElementById("told");
  const signIn = document.getElementById("sign-in");
  const enter = document.getElementById("enter");

  function decode(text) {
    const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  }

  function encode(data) {
    const letters = String.fromCharCode(...new Uint8Array(data));
    return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  }

  function say(text) {
    told.textContent = text;
    told.hidden = !text;
  }

  async function ask(address, values) {
    const data = new FormData();
    for (const [name, value] of Object.entries(values)) data.set(name, value);
    const headers = { Accept: "application/json" };
    if (enter?.dataset.token) headers["X-Desk-Token"] = enter.dataset.token;
    const answer = await fetch(address, { method: "POST", body: data, headers });
    const found = await answer.json();
    if (found.error === "outdated") location.reload(); // Another tab has signed in meanwhile.
    if (!answer.ok) throw new Error(words[found.error] ?? words.failed);
    return found;
  }

  // As JSON has it: https://www.w3.org/TR/webauthn-3/#sctn-parseCreationOptionsFromJSON
  function plain(credential) {
    const names = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
    const parts = names.filter((name) => credential.response[name]);
    const response = Object.fromEntries(parts.map((name) => [name, encode(credential.response[name])]));
    const id = encode(credential.rawId);
    return JSON.stringify({ id, rawId: id, type: credential.type, response, clientExtensionResults: {} });
  }

  async function make(options) {
    const excludeCredentials = options.excludeCredentials.map((each) => ({ ...each, id: decode(each.id) }));
    const user = { ...options.user, id: decode(options.user.id) };
    const challenge = decode(options.challenge);
    const publicKey = { ...options, challenge, user, excludeCredentials };
    return plain(await navigator.credentials.create({ publicKey }));
  }

  async function use(options) {
    const publicKey = { ...options, challenge: decode(options.challenge) };
    return plain(await navigator.credentials.get({ publicKey }));
  }

  async function trying(form, work) {
    const button = form.querySelector("button");
    button.disabled = true;
    say("");
    try {
      await work();
    } catch (error) {
      const known = { NotAllowedError: words.canceled, AbortError: words.canceled,
        InvalidStateError: words.known, TypeError: words.offline, Error: error.message };
      say(known[error.name] ?? words.failed);
      button.disabled = false;
      button.focus();
    }
  }

  // Browsers tell no two origins apart that the server could: behind a CDN it sees its own only.
  function isElsewhere() {
    if (location.origin === words.origin) return false;
    const link = document.createElement("a");
    link.href = words.origin + location.pathname + location.hash;
    link.textContent = words.origin;
    say(words.elsewhere);
    told.append(" ", link);
    return true;
  }

  async function welcome(link) {
    try {
      const found = await ask("enter/ask", { link });
      enter.elements.name.value = found.name;
      enter.elements.name.readOnly = !found.is_new;
      enter.hidden = false;
    } catch (error) {
      say(error.name === "Error" ? error.message : words.offline);
    }
  }

  if (isElsewhere()) return;
  if (!window.PublicKeyCredential) {
    say(words.unable);
    return;
  }
  if (signIn) signIn.querySelector("button").disabled = false;
  signIn?.addEventListener("submit", (event) => {
    event.preventDefault();
    trying(signIn, async () => {
      const { options } = await ask("sign-in/ask", {});
      await ask("sign-in", { answer: await use(options) });
      location.reload();
    });
  });
  if (!enter) return;
  const link = location.hash.slice(1);
  enter.addEventListener("submit", (event) => {
    event.preventDefault();
    trying(enter, async () => {
      const name = enter.elements.name.value;
      const { options } = await ask("enter/ask", { link, name });
      const { to } = await ask("enter", { link, name, answer: await make(options) });
      location.replace(to);
    });
  });
  welcome(link);
})();
