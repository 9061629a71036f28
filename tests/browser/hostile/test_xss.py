"""Nothing that authors, commenters or readers write runs in a browser.

Everything that a script could be hidden in is shown by a real browser, which then does what
readers could: it clicks, focuses and fires every event that something listens to. The same pages
without the content security policy show that this would be noticed.
"""

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Route
from werkzeug.serving import make_server

from tests.browser.hostile.xss_payloads import EVERYTHING, SVGS
from tests.services.comments.blog import CONFIG, CommentedBlog
from tests.support.patient_browser import go_to
from tests.web.blog import Blog

pytestmark = pytest.mark.xdist_group("pages")

_ON_A_PAGE = 32
_PAGES_AT_ONCE = 12
# Whatever a payload leaves open ends here, so that it does not swallow the next one.
_END = (
    "\n\n--></textarea></title></style></script></noscript></xmp></noembed></noframes></template>"
    "</select></iframe></svg></math></table></form></a>\n\n"
)
_REPORT = "window.alert = n => console.info(`RAN ${n}`);"
_STIR = """async () => {
  const follow = /^[\\s\\x00-\\x20]*(java|vb|data)/i;
  for (const element of document.querySelectorAll('*')) {
    for (const {name} of element.attributes)
      if (/^on./i.test(name)) element.dispatchEvent(new Event(name.slice(2).toLowerCase()));
    const address = element.getAttribute('href') ?? element.getAttribute('xlink:href')
      ?? element.getAttribute('formaction') ?? element.getAttribute('action') ?? '';
    if (!follow.test(address)) continue;
    if (element.tagName === 'FORM') element.requestSubmit();
    else element.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));
  }
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
}"""
_SUSPICIOUS = """() => {
  const bad = [];
  const tags = 'script,object,embed,applet,base,form,meta,link,style,svg,template,frame,select';
  const own = 'form[role=search], script[src^="/static/"]';
  for (const element of document.querySelectorAll('main *')) {
    if (element.matches(own)) continue;
    const html = element.outerHTML.slice(0, 200);
    if (element.matches(tags) || element.shadowRoot) bad.push(html);
    for (const {name, value} of element.attributes) {
      const address = value.replace(/[\\x00-\\x20]/g, '').toLowerCase();
      const isData = address.startsWith('data:') && !address.startsWith('data:image/png');
      if (/^on/i.test(name) || name === 'srcdoc') bad.push(html);
      else if (!['title', 'alt', 'value', 'lang'].includes(name)
               && (isData || /^(java|vb)script:/.test(address))) bad.push(html);
    }
  }
  return bad;
}"""


@dataclass
class Watch:
    """A browser's page, the payloads that ran in it, and what it is shown at `/together`."""

    page: Page
    url: str
    ran: set[str] = field(default_factory=set)
    together: str = ""

    def answer(self, route: Route) -> None:
        """Show what is shown together."""
        route.fulfill(body=self.together, content_type="text/html; charset=utf-8")

    def note(self, message: ConsoleMessage) -> None:
        """Take note of a payload that reports itself, from whichever frame."""
        if match := re.match(r"RAN (\S+)", message.text):
            self.ran.add(match[1])

    def open(self, path: str) -> None:
        """Show a page, even if payloads of the last one lead away only now."""
        go_to(self.page, self.url + path)

    def visit(self, path: str) -> None:
        """Show a page and do all that a reader could do there."""
        self.open(path)
        self._stir()

    def check(self, path: str) -> None:
        """Visit a page of which nothing could run, or is of a kind that can."""
        self.open(path)
        assert self.page.evaluate(_SUSPICIOUS) == []
        self._stir()

    def _stir(self) -> None:
        try:
            self.page.evaluate(_STIR)
        except Error as error:  # A payload may lead away, to where it should not run either.
            if "navigation" not in str(error):
                raise
            self.page.wait_for_load_state()

    def insert(self, bodies: Sequence[str]) -> None:
        """Put each piece of HTML into a page as scripts of feed readers do."""
        self.together = ""
        self.open("/together")
        for html in bodies:
            self.page.evaluate("html => document.body.innerHTML = `<main>${html}</main>`", html)
            self.page.evaluate(_STIR)
            assert self.page.evaluate(_SUSPICIOUS) == []

    def check_all(self, pages: Sequence[str]) -> None:
        """Visit pages in few documents, as each load takes its time.

        Not in one: each page brings its scripts, and each of those changes all the pages before.
        """
        for start in range(0, len(pages), _PAGES_AT_ONCE):
            self.together = "".join(pages[start : start + _PAGES_AT_ONCE])
            self.visit("/together")
            assert self.page.evaluate(_SUSPICIOUS) == []


@contextmanager
def served(blog: Blog) -> Iterator[str]:
    """The address of a server of a blog."""
    server = make_server("127.0.0.1", 0, blog.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def watching(browser: Browser, blog: Blog, *, without_policy: bool = False) -> Iterator[Watch]:
    """A reader of a blog, with or without the content security policy."""
    with served(blog) as url, browser.new_context(bypass_csp=without_policy) as context:
        context.add_init_script(_REPORT)
        context.route(re.compile(r"^https?://[^/]*\.invalid/"), lambda route: route.abort())
        watch = Watch(context.new_page(), url)
        watch.page.route("**/together", watch.answer)
        watch.page.on("console", watch.note)
        watch.page.on("dialog", lambda dialog: dialog.dismiss())
        yield watch


def armed(payloads: Sequence[str]) -> list[str]:
    """Payloads that report their own numbers."""
    return [payload.replace("RUN", f"alert({n})") for n, payload in enumerate(payloads)]


def quoted(text: str) -> str:
    """A text as YAML has it in quotes."""
    return '"' + "".join(c if c.isalnum() else f"\\U{ord(c):08x}" for c in text) + '"'


def add_files(blog: Blog) -> None:
    """Files that payloads load, as anybody may have uploaded."""
    script = "console.info('RAN file')"
    types = {"js": "text/javascript", "txt": "text/plain", "json": "application/json"}
    for extension, content_type in types.items():
        blog.put(f"evil.{extension}", script, content_type)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" id="x"><script>{script}</script></svg>'
    blog.put("evil.svg", svg, "image/svg+xml")
    blog.put("evil.html", f"<script>{script}</script>", "text/html")


def add_bodies(blog: Blog) -> list[str]:
    """Posts of HTML and of Markdown with everything in their bodies, and their paths."""
    add_files(blog)
    payloads = armed(EVERYTHING)
    groups = [payloads[i : i + _ON_A_PAGE] for i in range(0, len(payloads), _ON_A_PAGE)]
    return [
        blog.post(f"2026-01-01-{extension}{n}.{extension}", _END.join(["", *group, ""]))
        for n, group in enumerate(groups)
        for extension in ("html", "md")
    ]


@dataclass(frozen=True, slots=True)
class Attacked:
    """A blog with everything in the bodies of its posts, and their paths."""

    blog: Blog
    paths: list[str]


def attacked(config: str) -> Attacked:
    blog = Blog(config=config)
    return Attacked(blog, add_bodies(blog))


@pytest.fixture(scope="module")
def open_blog() -> Attacked:
    return attacked("title: Open\npermalink: pretty\nfeed: {posts_limit: 100}")


@pytest.fixture(scope="module")
def shared_blog() -> Attacked:
    """One that shows nothing but harmless HTML."""
    config = "title: Shared\npermalink: pretty\nsanitize: true\nfeed: {posts_limit: 100}"
    return attacked(config)


def test_there_are_many_ways_to_try() -> None:
    assert len(set(EVERYTHING)) == len(EVERYTHING) >= 250


def test_nothing_in_a_body_runs_under_the_default_policy(
    browser: Browser, open_blog: Attacked
) -> None:
    with watching(browser, open_blog.blog) as watch:
        for path in open_blog.paths:
            watch.visit(path)
    assert watch.ran == set()


def test_without_the_policy_much_would_run_so_this_would_be_noticed(
    browser: Browser, open_blog: Attacked
) -> None:
    with watching(browser, open_blog.blog, without_policy=True) as watch:
        for path in open_blog.paths:
            watch.visit(path)
    assert len(watch.ran) > 80


def test_with_the_sanitising_option_nothing_even_reaches_the_page(
    browser: Browser, shared_blog: Attacked
) -> None:
    with watching(browser, shared_blog.blog, without_policy=True) as watch:
        for path in shared_blog.paths:
            watch.check(path)
    assert watch.ran == set()


def handed_out(blog: Blog, paths: Sequence[str]) -> list[str]:
    """The HTML of posts that programs get: in both feeds, and beside each page."""
    atom = ElementTree.fromstring(blog.get("/feed.xml").text)
    contents = atom.iter("{http://www.w3.org/2005/Atom}content")
    items = blog.get("/feed.json").get_json(force=True)["items"]
    exports = [blog.get(path.rstrip("/") + ".json").get_json()["html"] for path in paths]
    return [each.text or "" for each in contents] + [i["content_html"] for i in items] + exports


def test_with_the_sanitising_option_nothing_runs_where_feeds_and_json_are_shown(
    browser: Browser, shared_blog: Attacked
) -> None:
    blog, paths = shared_blog.blog, shared_blog.paths
    bodies = handed_out(blog, paths)
    assert len(bodies) == 3 * len(paths)
    with watching(browser, blog, without_policy=True) as watch:
        for path in ("/feed.xml", "/feed.json", paths[0].rstrip("/") + ".json"):
            watch.visit(path)
        watch.check_all([f"<main>{body}</main>" for body in bodies])
        watch.insert(bodies)
    assert watch.ran == set()


def test_without_the_option_much_would_run_there_so_this_would_be_noticed(
    browser: Browser, open_blog: Attacked
) -> None:
    bodies = handed_out(open_blog.blog, open_blog.paths)
    with watching(browser, open_blog.blog, without_policy=True) as watch:
        watch.together = "".join(bodies[::3])  # Some of each way in which they are handed out.
        watch.visit("/together")
    assert len(watch.ran) > 20


def test_nothing_in_titles_tags_and_other_fields_runs_or_becomes_an_element(
    browser: Browser,
) -> None:
    blog = Blog(config="title: Test blog\npermalink: pretty\npaginate: 100")
    names = ("title", "author", "location", "description", "image", "excerpt", "series", "lang")
    paths = []
    for n, payload in enumerate(armed(EVERYTHING)):
        text = quoted(payload)
        fields = dict.fromkeys(names, text) | {"tags": f"[{text}]", "categories": f"[{text}]"}
        paths.append(blog.post(f"2026-01-01-p{n}.md", permalink=f"/p{n}/", **fields))
    with watching(browser, blog, without_policy=True) as watch:
        for path in ("/", "/tags/", "/categories/", paths[0]):
            watch.check(path)
        watch.check_all([blog.get(path).text for path in paths[::4]])
    assert watch.ran == set()


def test_nothing_in_names_of_files_runs_or_becomes_an_element(browser: Browser) -> None:
    blog = Blog(config="title: Test blog\npermalink: pretty\npaginate: 100")
    keys = [f"{name}/_posts/2026-01-01-{n}.md" for n, name in enumerate(armed(EVERYTHING))]
    paths = [path for key in keys if (path := blog.put(key, "---\n---\nText.").path)]
    assert len(paths) >= 200
    with watching(browser, blog, without_policy=True) as watch:
        for path in ("/", "/categories/", quote(paths[0])):
            watch.check(path)
        watch.check_all([blog.get(quote(path)).text for path in paths[::4]])
    assert watch.ran == set()


def test_nothing_in_comments_runs_or_even_reaches_the_page(browser: Browser) -> None:
    blog = CommentedBlog(config=CONFIG + "comments: {images: true}\n")
    payloads = armed(EVERYTHING)
    paths = []
    for number in range(0, len(payloads), 90):
        for payload in payloads[number : number + 90]:
            blog.github.comment(1000 + number, payload, login=payload)
        paths.append(blog.post(f"2026-02-01-c{number}.md", title="x", commentIssueId=1000 + number))
    for path in paths:
        blog.get(path)
    blog.tick()
    with watching(browser, blog, without_policy=True) as watch:
        shown = 0
        for path in paths:
            watch.check(path)
            shown += watch.page.locator(".comment").count()
    assert watch.ran == set()
    assert shown > 250


def add_svgs(blog: Blog) -> list[str]:
    """Files with everything that runs in SVG, and their paths."""
    add_files(blog)
    root = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    for n, payload in enumerate(armed(SVGS)):
        blog.put(f"{n}.svg", f'{root} onload="alert({n})">{payload}</svg>', "image/svg+xml")
    return [f"/{n}.svg" for n in range(len(SVGS))]


def test_nothing_in_an_svg_that_is_opened_runs(browser: Browser) -> None:
    blog = Blog()
    paths, ran = add_svgs(blog), {}
    for without_policy in (False, True):
        with watching(browser, blog, without_policy=without_policy) as watch:
            for path in paths[:: 4 if without_policy else 1]:
                watch.page.goto(watch.url + path)
                watch.page.mouse.click(20, 20)
        ran[without_policy] = len(watch.ran)
    assert ran[False] == 0
    assert ran[True] > 2


def test_nothing_in_an_svg_that_is_embedded_runs(browser: Browser) -> None:
    blog = Blog()
    kinds = ('<img src="{}">', '<iframe src="{}"></iframe>', '<object data="{}"></object>')
    body = "".join(kind.format(path) for path in add_svgs(blog) for kind in kinds)
    with watching(browser, blog) as watch:
        watch.page.goto(watch.url + blog.post("2026-01-01-svgs.md", body))
        watch.page.mouse.click(20, 20)
    assert watch.ran == set()


def test_nothing_in_a_query_runs_or_becomes_an_element(browser: Browser) -> None:
    blog = Blog()
    blog.post("2026-01-01-hello.md", "Hello script alert img onerror.")
    blog.services.ticker.tick()
    queries = [f"q={quote(payload)}" for payload in armed(EVERYTHING)]
    with watching(browser, blog, without_policy=True) as watch:
        watch.check_all([blog.get("/search", query=query).text for query in queries[::2]])
        results = [blog.get("/search", query=f"{q}&format=results").text for q in queries[1::2]]
        watch.check_all([f"<main>{result}</main>" for result in results])
        for query in queries[::128]:
            watch.visit(f"/search?{query}")
            watch.page.fill(".in-page [name=q]", "onerror=alert(1)><img src=x onerror=alert(1)>")
            watch.page.wait_for_url("**/search?q=onerror**")
            assert watch.page.evaluate(_SUSPICIOUS) == []
    assert watch.ran == set()
