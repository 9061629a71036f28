// Pictures that are pasted, dropped or chosen: each is uploaded at once and described meanwhile.
"use strict";
const pictures = (() => {
  const MAXIMUM = 25_000_000;
  const WAYS = { pictures: true, grant: true, arrived: true };

  function element(name, values = {}) {
    return Object.assign(document.createElement(name), values);
  }

  // A form as it is answered; `values` come before the file.
  function send(address, values, name, file, progress = () => {}) {
    const form = new FormData();
    for (const [field, value] of Object.entries(values)) form.append(field, value);
    if (file) form.append(name, file, file.name || "picture");
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      request.open("POST", address);
      if (address in WAYS) request.setRequestHeader("Accept", "application/json");
      if (file) {
        request.upload.onprogress = (event) => {
          if (event.lengthComputable) progress(event.loaded / event.total);
        };
      }
      request.onloadend = () => {
        try {
          done({ status: request.status, ...JSON.parse(request.responseText) });
        } catch {
          done({ status: request.status });
        }
      };
      request.send(form);
    });
  }

  // To the desk itself, as one form.
  function whole(file, token, progress) {
    return send("pictures", { token }, "picture", file, progress);
  }

  // To where pictures are kept, which the desk gives leave for and looks at afterwards.
  async function granted(file, token, progress) {
    const name = file.name || "picture";
    const leave = await send("grant", { token, name, type: file.type });
    if (!leave.address) return leave;
    const sent = await send(leave.address, leave.fields, "file", file, progress);
    if (sent.status < 200 || sent.status > 299) return { status: sent.status };
    return send("arrived", { token, name, upload: leave.upload });
  }

  function markdown(path, described) {
    return `![${described.trim().replace(/\s+/g, " ").replace(/[\\[\]]/g, "\\$&")}](${path})`;
  }

  // One picture in the list: its thumbnail, how far it is, and what it shows.
  function item(file, list, { words, renewed, insert, cover, isGranted }) {
    const store = isGranted ? granted : whole;
    const row = element("li");
    const shown = element("img", { alt: "", src: URL.createObjectURL(file) });
    const bar = element("progress", { max: 1, value: 0, ariaLabel: file.name });
    const text = element("input", { placeholder: words.describe, ariaLabel: `${words.describe} ${file.name}` });
    const told = element("p");
    const buttons = element("div", { className: "row" });
    const put = element("button", { type: "button", textContent: words.insert });
    const use = element("button", { type: "button", textContent: words.cover, disabled: true });
    const away = element("button", { type: "button", textContent: words.remove });
    told.setAttribute("role", "alert");
    buttons.append(put, use, away);
    row.append(shown, text, bar, buttons, told);
    list.append(row);
    let path = "";
    let isWanted = false; // It goes in as soon as it is there.

    function close() {
      URL.revokeObjectURL(shown.src);
      const had = row.contains(document.activeElement);
      const next = (row.nextElementSibling ?? row.previousElementSibling)?.querySelector("input");
      row.remove();
      if (had) (next ?? document.getElementById("body")).focus();
    }

    function finish() {
      insert(markdown(path, text.value));
      close();
    }

    put.addEventListener("click", () => {
      if (!text.value.trim() && told.textContent !== words.undescribed) {
        told.textContent = words.undescribed;
        text.focus();
        return;
      }
      isWanted = put.disabled = true;
      if (path) finish();
    });
    use.addEventListener("click", () => {
      cover(path);
      close();
    });
    away.addEventListener("click", close);
    text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault(); // It would save the text.
      put.click();
    });

    async function upload() {
      told.textContent = "";
      if (file.size > MAXIMUM) return void (told.textContent = words.large);
      const answer = await store(file, await renewed(false), (part) => (bar.value = part));
      const again = answer.status === 403 ? await store(file, await renewed(true), () => {}) : answer;
      path = again.stored?.[0]?.path ?? "";
      if (path) {
        bar.remove();
        use.disabled = false;
        return isWanted ? finish() : undefined;
      }
      const [problem] = again.problems ?? [];
      told.textContent = problem ? `${file.name}: ${problem.message} ${problem.fix}` : words.failed;
      if (!again.status) addEventListener("online", upload, { once: true });
    }
    upload();
    return text;
  }

  function images(transfer) {
    return [...(transfer?.files ?? [])].filter((file) => file.type.startsWith("image/"));
  }

  function start(writing, chooser, list, ways) {
    function take(files) {
      const [first] = files.map((file) => item(file, list, ways));
      first?.focus();
    }

    chooser.addEventListener("change", () => {
      take([...chooser.files]);
      chooser.value = "";
    });
    writing.addEventListener("paste", (event) => {
      const files = images(event.clipboardData);
      if (!files.length) return;
      event.preventDefault();
      take(files);
    });
    writing.addEventListener("dragover", (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      writing.classList.add("over");
    });
    writing.addEventListener("dragleave", () => writing.classList.remove("over"));
    writing.addEventListener("drop", (event) => {
      writing.classList.remove("over");
      const files = images(event.dataTransfer);
      if (!files.length) return;
      event.preventDefault();
      take(files);
    });
  }

  return { start };
})();
