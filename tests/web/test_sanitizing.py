"""`sanitize: true`: what people write who may not run anything on readers."""

import html5lib
import pytest

from handler.core.html.sanitizing import clean_body
from tests.services.blog import NOW
from tests.web.blog import DOWN, Blog

CONFIG = "title: Shared\npermalink: pretty\n"
ON = CONFIG + "sanitize: true\n"
EVIL = '<script>alert(1)</script><b onclick="alert(2)">bold</b> <a href="javascript:alert(3)">x</a>'


def test_scripts_reach_the_page_only_without_the_option() -> None:
    open_blog, shared = Blog(config=CONFIG), Blog(config=ON)
    pages = [blog.get(blog.post("2026-01-01-a.md", EVIL)).text for blog in (open_blog, shared)]
    assert [page.count("alert(") for page in pages] == [3, 0]
    assert "<b>bold</b> <a>x</a>" in pages[1]


def test_turning_it_on_cleans_every_page_at_once_and_off_brings_all_back() -> None:
    blog = Blog(config=CONFIG)
    path = blog.post("2026-01-01-a.md", EVIL)
    shown = []
    for config in (CONFIG, ON, CONFIG):
        blog.put("_config.yml", config)
        shown.append("alert(" in blog.get(path).text)
    assert shown == [True, False, True]


def test_turning_it_on_cleans_excerpts_with_the_next_comparison() -> None:
    blog = Blog(config=CONFIG)
    blog.post("2026-01-01-a.md", "<p>One <select>hidden words</select>.</p>")
    blog.put("_config.yml", ON)
    blog.services.reconciler.run(NOW.replace(year=2027), force=True)
    assert "hidden words" not in blog.get("/").text


@pytest.mark.parametrize("path", ["/feed.xml", "/feed.json", "/about/"])
def test_feeds_and_pages_are_clean_too(path: str) -> None:
    blog = Blog(config=ON)
    blog.post("2026-01-01-a.md", EVIL)
    blog.put("about.html", f"---\ntitle: About\n---\n{EVIL}")
    page = blog.get(path).text
    assert "bold" in page
    assert "alert(" not in page


def test_a_page_straight_from_the_bucket_is_clean_too() -> None:
    blog = Blog(config=ON)
    path = blog.post("2026-01-01-a.md", EVIL)
    blog.table_failure = DOWN
    page = blog.get(path).text
    assert "<b>bold</b>" in page
    assert "alert(" not in page


def test_a_title_is_text_with_and_without_the_option() -> None:
    blog = Blog(config=ON)
    page = blog.get(blog.post("2026-01-01-a.md", title="'The <b> tag'")).text
    assert "The &lt;b&gt; tag" in page


MARKDOWN = """
# Heading {#own}

| a | b |
|:--|--:|
| 1 | 2 |

Text[^1] with `code`, ~~struck~~ and **bold** words.
{: .lead #first}

- [x] done

```python
print(1)
```

{% highlight python linenos %}
print(2)
{% endhighlight %}

<details open><summary>More</summary>hidden</details>

![A cat](/cat.png){: width="10"}

[^1]: A note.
"""


def test_what_markdown_makes_stays_as_it_is() -> None:
    plain, clean = Blog(config=CONFIG), Blog(config=ON)
    pages = [blog.get(blog.post("2026-01-01-a.md", MARKDOWN)).text for blog in (plain, clean)]
    texts = [_normal(page) for page in pages]
    assert texts[0] == texts[1]


def _normal(page: str) -> str:
    """The article in the form that a browser's parser gives it, in any order of attributes."""
    article = html5lib.parse(page, namespaceHTMLElements=False).find(".//article")
    assert article is not None
    return "\n".join(
        f"{element.tag} {sorted(element.attrib.items())} {(element.text or '').strip()}"
        for element in article.iter()
    )


BOX = '<input type="checkbox" class="task-list-item-checkbox" disabled="disabled">'


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ('<iframe src="https://evil.test/"></iframe>', ""),
        ('<iframe src="https://www.youtube.com.evil.test/embed/x"></iframe>', ""),
        ('<iframe src="//www.youtube.com/embed/x"></iframe>', ""),
        ('<iframe title="a>b" srcdoc="<script>1</script>"></iframe>', ""),
        ('<form action="https://evil.test/"><input name="password">Text</form>', "Text"),
        ('<input type=checkbox value="x" onclick=y>', BOX),
        ('<img src="data:image/svg+xml,<svg onload=alert(1)>">', "<img>"),
        ('<img src="data:image/png;base64,AA==">', '<img src="data:image/png;base64,AA==">'),
        ('<a href="da\tta:text/html,x">x</a>', "<a>x</a>"),
        ('<p style="position:fixed;inset:0">x</p>', "<p>x</p>"),
        ('<td style="x">', ""),
        ("<svg><a xlink:href='javascript:1'><text>x</text></a></svg>", ""),
        ("<math><mi>x</mi></math>", "<math><mi>x</mi></math>"),
        ("<style>p{}</style><link rel=stylesheet href=x><meta http-equiv=refresh>", ""),
        ("<base href=//evil.test/>text", "text"),
        ("<object data=x><embed src=x>A film</object>", "A film"),
        ("<xmp><b>x</b></xmp>", "&lt;b&gt;x&lt;/b&gt;"),
        ("<button onclick=x>Press</button>", "Press"),
        ('<p align="center" onclick="y">x</p>', '<p align="center">x</p>'),
    ],
)
def test_what_is_not_allowed_goes(html: str, clean: str) -> None:
    assert _normal_fragment(clean_body(html)) == _normal_fragment(clean)


def _normal_fragment(html: str) -> str:
    return _normal(f"<article>{html}</article>")


def test_known_services_may_be_embedded_in_a_sandbox() -> None:
    frame = clean_body('<iframe src="https://www.youtube-nocookie.com/embed/x" onload=y></iframe>')
    assert 'src="https://www.youtube-nocookie.com/embed/x"' in frame
    assert "sandbox=" in frame
    assert "onload" not in frame


@pytest.mark.parametrize("start", ["<div>", "<ul><li>", "<dl><dt>", "<div></b>"])
def test_of_elements_too_deep_in_one_another_the_words_stay(start: str) -> None:
    assert clean_body(start * 300_000 + "words").strip() == "words"
    assert "<div>" in clean_body("<div>" * 100 + "words")
