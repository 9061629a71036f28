"""Tests of relative links in a text that moves."""

from dataclasses import replace

import pytest

from handler.core.authoring.links import MAXIMUM_LINKS, Moved, files_linked, relinked

OLD, NEW = "_posts/2020-01-02-a.md", "travel/_posts/2020/2020-01-02-b.md"
MOVED = Moved(OLD, NEW, "/2020/01/02/a/", "/travel/2020/01/02/b/", "/blog")
THERE = frozenset(["images/cat one.png", "images/고양이.png", "_posts/2020-01-01-z.md"])


def led(text: str, moved: Moved = MOVED) -> str:
    return relinked(text.encode(), moved, THERE).decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("![c](../images/cat%20one.png)", "![c](../../../images/cat%20one.png)"),
        ("![c](../images/고양이.png \"t\")", "![c](../../../images/고양이.png \"t\")"),
        ("[z](2020-01-01-z.md#top)", "[z](../../../_posts/2020-01-01-z.md#top)"),
        ("[z]: 2020-01-01-z.md\n[other]: x.png", "[z]: ../../../_posts/2020-01-01-z.md\n"
         "[other]: /blog/2020/01/02/a/x.png"),
        ('<img alt="" src="../images/cat%20one.png">',
         '<img alt="" src="../../../images/cat%20one.png">'),
        ("[p](part/?q=1)", "[p](/blog/2020/01/02/a/part/?q=1)"),
        ("[u](../../../)", "[u](/blog/2020/)"),
        ("[r](/images/a.png) [w](https://a.b/c) [m](mailto:a@b) [h](#top) <a@b>", None),
        ("[l]({{ site.url }}/x) [e]() [i]({% link a.md %})", None),
        ("`[z](2020-01-01-z.md)` ``[z](2020-01-01-z.md) ` ``", None),
        ("```md\n[z](2020-01-01-z.md)\n```", None),
        ("~~~\n[z](2020-01-01-z.md)\n", None),
        ("{% raw %}[z](2020-01-01-z.md){% endraw %}", None),
        ("{% highlight md %}\n[z](2020-01-01-z.md)\n{% endhighlight %}", None),
        ("<!-- [z](2020-01-01-z.md) -->", None),
        ("---\ntitle: '[z](2020-01-01-z.md)'\n---\nText.", None),
    ],
)  # fmt: skip
def test_relative_links_lead_where_they_led(before: str, after: str | None) -> None:
    assert led(before) == (after if after is not None else before)


def test_only_what_led_nowhere_else_is_touched_if_the_folder_stays() -> None:
    moved = Moved(OLD, "_posts/2020-01-02-b.md", "/2020/01/02/a/", "/2020/01/02/b/", "")
    assert led("[z](2020-01-01-z.md) [x](x.png)", moved) == (
        "[z](2020-01-01-z.md) [x](/2020/01/02/a/x.png)"
    )


def test_of_very_many_links_the_last_are_left() -> None:
    text = "".join(f"[{number}](x{number}.md)" for number in range(MAXIMUM_LINKS + 1))
    moved = led(text, replace(MOVED, new_path=MOVED.old_path))
    assert moved.endswith(f"[{MAXIMUM_LINKS}](x{MAXIMUM_LINKS}.md)")


def test_line_ends_and_bytes_beside_stay() -> None:
    text = "\ufeff---\r\ntitle: A\r\n---\r\n[z](2020-01-01-z.md)\r\né"
    assert led(text) == text.replace("(2020", "(../../../_posts/2020")


def test_a_text_names_the_files_that_its_links_may_mean() -> None:
    text = b"![c](../images/c.png) [z](2020-01-01-z.md) ![c](../images/c.png) [x](../../x) [y](/y)"
    assert files_linked(OLD, text) == ("images/c.png", "_posts/2020-01-01-z.md")


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["`", "```\n", "<a href='", "{% raw %}", "<!--", "]: "])
def test_what_is_opened_and_never_closed_is_left(piece: str) -> None:
    text = (piece * 4000).encode()
    assert relinked(text, MOVED, THERE) == text
