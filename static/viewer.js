// Shows pictures of a text one at a time and as large as the window. Without it each is a link to
// its file. They stand side by side in a strip, so that swiping is the browser's own scrolling.
(() => {
  "use strict";
  const words = document.currentScript.dataset;
  const links = [...document.querySelectorAll(".prose a.original:has(img)")];
  // With one of these keys a browser opens a tab, saves a file, or goes back.
  const isPlain = ({ altKey, ctrlKey, metaKey, shiftKey }) =>
    !(altKey || ctrlKey || metaKey || shiftKey);

  function make(name, properties, ...children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  }

  const makeButton = (className, label, sign, onclick) =>
    make("button", { type: "button", className, ariaLabel: label, title: label, onclick }, sign);

  function captionOf(link) {
    const shown = link.querySelector("img");
    const own = link.closest("figure")?.querySelector(":scope > figcaption");
    const caption = make("figcaption", {}, ...(own?.cloneNode(true).childNodes ?? [shown.alt]));
    caption.querySelectorAll("[id]").forEach((each) => each.removeAttribute("id"));
    if (!own) caption.ariaHidden = "true"; // The picture says it already.
    return caption;
  }

  function makeSlide(link) {
    const shown = link.querySelector("img");
    const image = make("img", { alt: shown.alt, loading: "lazy", decoding: "async" });
    if (shown.src === link.href) {
      for (const side of ["width", "height"]) image.setAttribute(side, shown.getAttribute(side) ?? "");
      if (shown.srcset) Object.assign(image, { sizes: "100vw", srcset: shown.srcset });
    }
    image.src = link.href;
    return make("figure", {}, image, captionOf(link));
  }

  function makeViewer() {
    const slides = links.map(makeSlide);
    const strip = make("div", { className: "viewer-strip", tabIndex: 0, autofocus: true }, ...slides);
    Object.assign(strip, { role: "group", ariaLabel: words.pictures });
    const place = make("span");
    const heard = make("span", { className: "heard" });
    const original = make("a", {}, words.original);
    let shown = -1;
    let opener;

    function mark(index) {
      if (index === shown || !slides[index]) return;
      shown = index;
      slides.forEach((slide, number) => (slide.inert = number !== index));
      original.href = links[index].href;
      place.textContent = words.place.replace("{}", index + 1).replace("{}", links.length);
      heard.textContent = slides[index].querySelector("img").alt;
    }

    function show(index) {
      const wanted = (index + links.length) % links.length;
      slides[wanted].scrollIntoView({ block: "nearest", inline: "center" });
      mark(wanted);
    }

    const bar = make("div", { className: "viewer-bar" });
    if (links.length > 1) {
      bar.append(
        makeButton("", words.previous, "‹", () => show(shown - 1)),
        make("p", { role: "status" }, place, " ", heard),
        makeButton("", words.next, "›", () => show(shown + 1)),
      );
    }
    bar.append(original);
    const close = makeButton("viewer-close", words.close, "×", () => viewer.close());
    const viewer = make("dialog", { className: "viewer", ariaLabel: words.pictures }, close, strip, bar);

    strip.addEventListener("scroll", () =>
      mark(Math.round(Math.abs(strip.scrollLeft) / strip.clientWidth)),
    );
    strip.addEventListener("click", ({ target }) => {
      if (target === strip || target.matches("figure")) viewer.close();
    });
    viewer.addEventListener("keydown", (event) => {
      const on = getComputedStyle(strip).direction === "rtl" ? -1 : 1;
      const to = { ArrowLeft: shown - on, ArrowRight: shown + on, Home: 0, End: links.length - 1 };
      if (!isPlain(event) || !(event.key in to)) return;
      event.preventDefault();
      show(to[event.key]);
    });
    viewer.addEventListener("close", () => opener.focus({ preventScroll: true }));
    // In the text's own place it speaks and runs as the text does.
    links[0].closest(".prose").parentElement.append(viewer);

    return (link) => {
      opener = link;
      viewer.showModal();
      show(links.indexOf(link));
    };
  }

  let open;
  for (const link of links) {
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      if (!isPlain(event)) return;
      event.preventDefault();
      open ??= makeViewer();
      open(link);
    });
  }
})();
