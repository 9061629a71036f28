"""Scripts that tell what of a page moves without its reader."""

WATCH_SHIFTS = """window.shifts = [];
const unread = new CSSStyleSheet();
unread.replaceSync("* { visibility: hidden !important }");
document.adoptedStyleSheets = [unread];
document.addEventListener(
    "readystatechange", () => { document.adoptedStyleSheets = []; }, {once: true});
new PerformanceObserver(list => list.getEntries().forEach(({value, sources}) =>
    shifts.push(`${value} ${sources.map(({node}) => node?.outerHTML?.slice(0, 99))}`)
)).observe({type: "layout-shift", buffered: true});"""
"""Half a page is not looked at: how far it was read by its first frame depends on the machine."""
SCROLL_THROUGH = """async () => {
    const frame = () => new Promise(requestAnimationFrame);
    for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
        scrollTo(0, y);
        await frame();
    }
    await Promise.all([...document.images].map(image => image.decode().catch(() => 0)));
    await frame();
}"""
