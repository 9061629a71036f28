"""What a preview shows is what readers get, byte for byte, wherever its author types."""

import difflib
import re

import pytest

from handler.core.authoring.comparing.marking import ANCHOR, MARK
from handler.core.model.preview_links import PREFIX
from tests.support.picture_files import drawing
from tests.web.desk.desk import DeskBlog
from tests.web.test_previews import WEEK

pytestmark = pytest.mark.slow

DRAFT = "_drafts/spring.md"
POST = "_posts/2020-03-01-spring.md"
PATH = "/notes/2020/03/01/spring/"
HEAD = """\
---
title: "봄밤[2]: 벚꽃"
date: 2020-03-01 09:00:00 +0900
tags: [tea, 봄]
categories: [Notes]
location: 서울
image: /images/red.png
math: true
---
"""
BODY = """\
한국어로 쓴 *글*이다. "따옴표"와 -- 줄표, 그리고 `code`가 있다.[^one]

* TOC
{:toc}

## 벚꽃 & more

```python
def spring(year: int) -> str:
    return f"<script src=\\"/static/x.js\\"></script>{year}"
```

{% highlight ruby linenos %}
puts "spring"
{% endhighlight %}

Euler knew $$e^{i\\pi} + 1 = 0$$ and \\\\(x_1\\\\), and between lines:

$$
\\sum_{k=1}^{n} k = \\frac{n(n+1)}{2}
$$

![A red area](/images/red.png)
{: .wide}

[![Its corner](/images/red.png)](/images/red.png "Large")

> [!NOTE]
> A callout with **words**.

A tip.
{: .prompt-tip}

> A quotation,
> of two lines.

| Tea | Price |
|---|--:|
| Green | 1 |

- one
- two
  1. nested
  2. again

Term
: What it means.

<details markdown="1"><summary>More</summary>
Hidden *words*.
</details>

{% include note.html text="봄" %}

The HTML specification is long, and [the first part]({% post_url 2020-01-01-first %}) is not.
A line of an English paragraph
that goes on in the next one, and ends here[^two].

*[HTML]: HyperText

[^one]: 첫째 각주.
[^two]: The second, with `code` and $$x$$.
"""
KINDS = (
    *("e-content", "<math", "highlight", "footnotes", 'class="u-featured"', "srcset", "callout"),
    *("<table", "<dl", "<details", "<abbr", 'class="series"', 'class="related"', "neighbours"),
)


@pytest.fixture(scope="module")
def blog() -> DeskBlog:
    blog = DeskBlog(config="title: 봄\nlang: ko\npermalink: pretty\ntimezone: Asia/Seoul\n")
    blog.put("images/red.png", drawing(1200, 800), "image/png")
    blog.put("_includes/note.html", '<p class="note">{{ include.text }} {{ site.title }}</p>\n')
    blog.put("_posts/2020-01-01-first.md", '---\ntitle: "봄밤[1]: 눈"\ntags: [tea]\n---\nOne.\n')
    blog.put("_posts/2019-02-01-pot.md", "---\ntitle: Pots\ntags: [tea, 봄]\n---\nPots.\n")
    blog.put("_posts/2020-02-01-tea.md", "---\ntitle: Tea\ntags: [tea, 봄]\n---\nTea.\n")
    blog.put("_posts/2020-05-01-after.md", "---\ntitle: After\n---\nText.\n")
    blog.put(DRAFT, HEAD + BODY)
    return blog


@pytest.fixture(scope="module")
def pages(blog: DeskBlog) -> dict[str, str]:
    """The page before and after it was published, at the desk, by a link, and as readers get it."""
    link = PREFIX + blog.services.preview_links.make(DRAFT, WEEK)
    found = {"draft at the desk": preview(blog, DRAFT), "draft by a link": blog.get(link).text}
    assert blog.edit(DRAFT, do="publish").status_code == 303
    found["post at the desk"] = preview(blog, POST)
    found["page"] = blog.get(PATH).text
    return found


def preview(blog: DeskBlog, key: str, line: int = 0, **entered: str) -> str:
    shown = blog.do("preview", blog.form(key) | {"line": str(line)} | entered)
    assert shown.status_code == 200
    return shown.text


def article(html: str) -> str:
    return html[html.index("<article") : html.rindex("</article>") + len("</article>")]


def around(html: str) -> str:
    """The article with series, related posts and neighbours."""
    return html[html.index("<main") : html.index("</main>")]


def test_the_post_has_all_that_could_differ(pages: dict[str, str]) -> None:
    shown = around(pages["page"])
    assert [kind for kind in KINDS if kind not in shown] == []


@pytest.mark.parametrize("name", ["draft at the desk", "draft by a link", "post at the desk"])
def test_the_article_is_the_same_byte_for_byte(pages: dict[str, str], name: str) -> None:
    assert article(pages[name]).encode() == article(pages["page"]).encode()
    assert around(pages[name]).encode() == around(pages["page"]).encode()


def test_what_differs_lies_around_it_and_has_to(pages: dict[str, str]) -> None:
    page = pages["page"].splitlines()
    for name, allowed in {
        "draft at the desk": (r"<base target=", r"<link .*author\.", r"<script src="),
        "draft by a link": (
            r'<meta name="robots"',
            r'<link rel="(canonical|alternate)"',
            r'<p class="preview-banner"',
            r"<link .*author\.",
            r"<script type=",
        ),
    }.items():
        lines = difflib.ndiff(pages[name].splitlines(), page)
        others = [line[2:].strip() for line in lines if line[:2] in ("- ", "+ ")]
        assert [line for line in others if not re.match("|".join(allowed), line)] == [], name


def test_it_is_so_at_whatever_line_its_author_types(blog: DeskBlog, pages: dict[str, str]) -> None:
    anchor, found = f'<span id="{ANCHOR}"></span>', 0
    for line in range(1, BODY.count("\n") + 1):
        shown = preview(blog, POST, line)
        found += shown.count(anchor)
        assert around(shown.replace(anchor, "", 1)) == around(pages["page"]), line
    assert found > 50


def test_a_letter_that_marks_places_stays_where_an_author_writes_it(blog: DeskBlog) -> None:
    text = f"An icon: {MARK}.\n\n<script src='/static/x.js'></script>Text.\n"
    blog.put("_posts/2021-01-01-icon.md", f"---\ntitle: Icon\n---\n{text}")
    shown = preview(blog, "_posts/2021-01-01-icon.md", 3)
    assert article(shown) == article(blog.get("/2021/01/01/icon/").text)
    assert MARK in article(shown)
