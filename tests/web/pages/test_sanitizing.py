"""`sanitize: true`: what people write who may not run anything on readers."""

import html5lib
import pytest

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
    blog.services.reconciler.run(NOW.replace(year=2027))
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
