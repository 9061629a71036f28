// For authors: open pages of the local server follow each change, and show what is wrong.
(() => {
  "use strict";
  const { styles, changes, notice, close, more, publishing } = document.currentScript.dataset;
  const NAME = `coldpress ${changes}`;
  const channel = new BroadcastChannel(NAME);
  const timing = performance.getEntriesByType("navigation")[0]?.serverTiming ?? [];
  const told = (name) => timing.find((each) => each.name === name)?.description ?? "";
  const page = told("page");
  let session = null;
  let seen = Number(told("version"));
  let isTold = false;
  let box = null;

  const element = (name, text, parent) => {
    const made = document.createElement(name);
    made.textContent = text;
    parent?.append(made);
    return made;
  };

  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = styles;
  document.head.append(sheet);

  // This page as it is now: gone elsewhere, changed, or still the same.
  const look = async () => {
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" });
    if (answer.redirected) return location.replace(answer.url + location.hash);
    const now = /page;desc="([^"]*)"/.exec(answer.headers.get("Server-Timing") ?? "");
    if (!page || now?.[1] !== page) location.reload();
  };

  // Over the page: how much is published yet, and every file that is rejected.
  const show = ({ problems, more: others, alarm, done, total }) => {
    const key = `${session} ${alarm}`;
    box?.remove();
    box = null;
    const isClosed = sessionStorage.getItem(NAME) === key;
    if (!total && (isClosed || !problems.length)) return;
    box = element("aside", "", null);
    box.className = "author-notes";
    box.lang = "en";
    box.setAttribute("role", "status");
    if (total) element("p", `${publishing} ${done} / ${total}`, box).className = "author-progress";
    if (!isClosed) {
      for (const problem of problems) {
        const item = element("p", "", box);
        item.className = "author-problem";
        element("code", problem.place, item);
        element("strong", problem.message, item);
        element("span", problem.fix, item);
      }
      if (others) element("p", more.replace("{}", others), box);
      if (problems.length) {
        element("button", close, box).addEventListener("click", () => {
          sessionStorage.setItem(NAME, key);
          box.remove();
        });
      }
    }
    document.body.append(box);
  };

  const follow = (told) => {
    // A server that was started anew may show the page differently.
    if (session !== null && told.session !== session) return location.reload();
    session = told.session;
    if (!page && !isTold) seen = told.version; // A browser that tells no timings.
    isTold = true;
    if (told.forced > seen) return location.reload();
    if (told.version > seen) {
      seen = told.version;
      look().catch(() => {});
    }
    show(told);
  };
  channel.addEventListener("message", (event) => follow(event.data));

  // A browser has six connections to a server, for all its pages: one of them listens for all.
  navigator.locks.request(NAME, () => new Promise(() => {
    new EventSource(changes).addEventListener("message", (event) => {
      const told = JSON.parse(event.data);
      channel.postMessage(told);
      follow(told);
    });
  }));
  fetch(notice).then((answer) => answer.json()).then(follow).catch(() => {});
  addEventListener("pageshow", (event) => event.persisted && location.reload());
})();
