"""Liquid's tags, and those of Jekyll and its plugins."""

import pytest

from handler.core.liquid import Form, Resources, render
from handler.core.model.entries import Json

PAGE: dict[str, Json] = {"title": "T", "n": 5, "list": [3, 1, 2], "empty": [], "h": {"a": 1}}


def text_of(source: str) -> str:
    result = render(source, page=PAGE, site={}, resources=Resources())
    assert result.warnings == ()
    return result.text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% if page.n > 3 and page.title == 'T' %}a{% else %}b{% endif %}", "a"),
        ("{% if false and false or true %}a{% else %}b{% endif %}", "b"),
        ("{% if (page.n > 9 or page.n < 6) and true %}a{% endif %}", "a"),
        ("{% if page.empty == empty %}a{% endif %}", "a"),
        ("{% if page.h contains 'a' %}a{% endif %}", "a"),
        ("{% unless page.n == 5 %}a{% elsif true %}b{% endunless %}", "b"),
        ("{% case page.n %} x {% when 1, 2 %}a{% when 5 or 6 %}b{% else %}c{% endcase %}", "b"),
        ("{% case page.n %}{% when 1 %}a{% else %}c{% endcase %}", "c"),
        (
            "{% for i in (1..3) %}{{ i }}{% unless forloop.last %},{% endunless %}{% endfor %}",
            "1,2,3",
        ),
        ("{% for i in page.list limit:2 offset:1 reversed %}{{ i }}{% endfor %}", "21"),
        ("{% for i in page.empty %}x{% else %}none{% endfor %}", "none"),
        ("{% for i in (1..9) %}{% if i == 3 %}{% break %}{% endif %}{{ i }}{% endfor %}", "12"),
        ("{% for i in (1..3) %}{% if i == 2 %}{% continue %}{% endif %}{{ i }}{% endfor %}", "13"),
        ("{% for p in page.h %}{{ p[0] }}={{ p[1] }}{% endfor %}", "a=1"),
        ("{% for i in (1..4) %}{% cycle 'a', 'b' %}{% endfor %}", "abab"),
        ("{% increment x %}{% increment x %}{% decrement y %}", "01-1"),
        (
            "{% assign a = 'x' | append: 'y' %}{% capture b %}[{{ a }}]{% endcapture %}{{ b }}",
            "[xy]",
        ),
        ("{% assign limit = 2 %}{% for i in page.list limit: limit %}{{ i }}{% endfor %}", "31"),
        ("{% comment %}{{ x }}{% if %}{% comment %}{% endcomment %}{% endcomment %}a", "a"),
        ("{% raw %}{{ x }}{% if %}{% endraw %}", "{{ x }}{% if %}"),
        ("{% # note %}a{% echo page.title | downcase %}", "at"),
        ("{% liquid\n  assign a = 1\n  if a == 1\n    echo 'one'\n  endif\n%}", "one"),
        ("a {%- if true -%} b {%- endif -%} c", "abc"),
        ("{% for i in (1..2) -%}\n  {{ i }}\n{%- endfor %}", "12"),
        ("{% if true %}  {% assign a = 1 %}\n{% endif %}|", "|"),
        ("{% capture a %}  {% endcapture %}[{{ a }}]", "[  ]"),
        ("a\u00a0{{- 'b' }}", "a\u00a0b"),
    ],
)
def test_control_flow_is_rubys(source: str, expected: str) -> None:
    assert text_of(source) == expected


def test_tablerow_writes_cells() -> None:
    expected = (
        '<tr class="row1">\n<td class="col1">1</td><td class="col2">2</td></tr>\n'
        '<tr class="row2"><td class="col1">3</td></tr>\n'
    )
    assert text_of("{% tablerow i in (1..3) cols:2 %}{{ i }}{% endtablerow %}") == expected


def test_highlight_writes_jekylls_figure() -> None:
    text = text_of("{% highlight text %}\n<b> & 'c'\n{% endhighlight %}\n")
    assert text == (
        '\n<figure class="highlight"><pre><code class="language-text" data-lang="text">'
        "&lt;b&gt; &amp; 'c'</code></pre></figure>\n\n"
    )


def test_highlight_stands_on_lines_of_its_own_in_markdown_only() -> None:
    source = "a{% highlight text %}b{% endhighlight %}c"
    figure = (
        '<figure class="highlight"><pre><code class="language-text" data-lang="text">b'
        "</code></pre></figure>"
    )
    assert render(source, page={}, site={}).text == f"a\n{figure}\nc"
    assert render(source, page={}, site={}, form=Form(markdown=False)).text == f"a{figure}c"


@pytest.mark.parametrize(
    ("language", "crlf", "gaps"), [("r", True, 1), ("r", False, 0), ("python", True, 0)]
)
def test_windows_line_ends_leave_an_empty_line_after_a_comment(
    language: str, crlf: bool, gaps: int
) -> None:
    source = f"{{% highlight {language} %}}\n# one\nx = 2 # two{{% endhighlight %}}"
    text = render(source, page={}, site={}, form=Form(crlf=crlf)).text
    assert text.strip().count("\n") == 1 + gaps


def test_highlight_keeps_indentation_and_names_the_language() -> None:
    text = text_of("{% highlight C++ %}\n\n  a;\n\n{% endhighlight %}")
    assert 'class="language-c--" data-lang="c++"' in text
    assert text_of("{% highlight text %}\n\n  a\n\n{% endhighlight %}").count("<code") == 1
    assert ">  a<" in text_of("{% highlight text %}\n\n  a\n\n{% endhighlight %}")


@pytest.mark.parametrize("options", ["linenos", "linenos=table", "linenos=inline"])
def test_highlight_numbers_lines(options: str) -> None:
    text = text_of(f"{{% highlight text {options} %}}\na\nb\n{{% endhighlight %}}")
    assert '<pre class="lineno">1\n2\n</pre>' in text


def test_highlight_marks_lines() -> None:
    for lines in ("1 3-4", "1, x, 3-4, 2-z, -4"):
        tag = f'{{% highlight text mark_lines="{lines}" %}}'
        text = text_of(tag + "\na\nb\nc\nd\n{% endhighlight %}")
        assert text.count('class="hll"') == 3


def test_highlight_without_language_and_codeblock_are_plain_code() -> None:
    assert 'data-lang=""' in text_of("{% highlight %}a{% endhighlight %}")
    assert 'data-lang="ruby"' in text_of("{% codeblock lang:ruby A title %}a{% endcodeblock %}")


def test_code_with_other_templates_keeps_them() -> None:
    code = "{% highlight text %}{% for x in y %}{{ x }}{% endfor %}{% endhighlight %}"
    text = render(code, page={}, site={}).text
    assert "{% for x in y %}{{ x }}{% endfor %}" in text


@pytest.mark.parametrize(
    ("source", "address", "label"),
    [
        ("{% youtube abc %}", "https://www.youtube.com/watch?v=abc", "Video on YouTube: abc"),
        ("{% youtube page.title %}", "https://www.youtube.com/watch?v=T", "Video on YouTube: T"),
        ("{% vimeo 12 %}", "https://vimeo.com/12", "Video on Vimeo: 12"),
        ("{% gist user/1a file.py %}", "https://gist.github.com/user/1a", "Gist: user/1a"),
        (
            '{% youtube "https://youtu.be/abc" %}',
            "https://youtu.be/abc",
            "Video on YouTube: youtu.be/abc",
        ),
        (
            "{% twitter https://twitter.com/a/status/1 maxwidth=500 %}",
            "https://twitter.com/a/status/1",
            "Post on Twitter: twitter.com/a/status/1",
        ),
        ("{% jsfiddle a/b %}", "https://jsfiddle.net/a/b/", "JSFiddle: a/b"),
        ("{% asciinema 7 %}", "https://asciinema.org/a/7", "Recording on asciinema: 7"),
    ],
)
def test_embeds_are_links(source: str, address: str, label: str) -> None:
    assert text_of(source) == f'<a class="embed" href="{address}">{label}</a>'


def test_an_embed_cannot_break_out_of_its_link() -> None:
    text = text_of('{% youtube "><script>javascript: %}')
    assert "<script" not in text
    assert 'href="https://' in text


def test_images_and_figures() -> None:
    image = text_of("{% img left /a.png 10 20 'Title' 'Alt' %}")
    expected = '<img class="left" src="/a.png" width="10" height="20" title="Title" alt="Alt">'
    assert image == expected
    figure = text_of('{% figure /a.png "A & B" %}')
    assert figure == (
        '<figure><img src="/a.png" alt="A &amp; B"><figcaption>A &amp; B</figcaption></figure>'
    )
    block = text_of('{% figure caption:"C" %}![](/a.png){% endfigure %}')
    assert block == ('<figure markdown="1">\n![](/a.png)\n<figcaption>C</figcaption></figure>')


@pytest.mark.parametrize("source", ["{% youtube %}", "{% img %}", "{% gist {{ x }} %}"])
def test_an_embed_of_nothing_stays_as_written(source: str) -> None:
    result = render(source, page={}, site={})
    assert result.text == source
    assert result.warnings


def test_cycles_may_be_named() -> None:
    assert text_of("{% for i in (1..3) %}{% cycle 'g': 'a', 'b' %}{% endfor %}") == "aba"


def test_ifchanged_writes_what_is_new() -> None:
    source = "{% for i in page.list %}{% ifchanged %}{{ page.n }}{% endifchanged %}{% endfor %}"
    assert text_of(source) == "5"


@pytest.mark.parametrize(
    "source",
    [
        "{% capture %}x{% endcapture %}",
        "{% if page.n !< 4 %}x{% endif %}",
        "{% break x %}",
        "{% img left %}",
    ],
)
def test_tags_that_nobody_can_read_stay_as_written(source: str) -> None:
    result = render(source, page=PAGE, site={})
    assert result.text == source
    assert len(result.warnings) == 1


def test_lines_to_mark_are_numbers() -> None:
    marked = text_of('{% highlight text hl_lines="x 2 y-3" %}a\nb{% endhighlight %}')
    assert marked == text_of('{% highlight text hl_lines="2" %}a\nb{% endhighlight %}')


def test_code_that_is_too_long_for_colours_is_told() -> None:
    source = "a\n{% highlight python %}" + "a = 1\n" * 10_000 + "{% endhighlight %}"
    warning = render(source, page={}, site={}).warnings[0]
    assert (warning.line, "without colours" in warning.message) == (2, True)


def test_the_configuration_and_the_data_can_be_gone_through() -> None:
    resources = Resources(data={"a": 1, "b": 2})
    source = "{% for x in site.data %}{{ x[0] }}{% endfor %}{{ site.data | size }}"
    result = render(source, page={}, site={"title": "T"}, resources=resources)
    assert result.text == "ab2"
    own = render("{% for x in site %}{{ x[0] }} {% endfor %}", page={}, site={"title": "T"})
    assert "title" in own.text.split()
    size = render("{{ site | size }}", page={}, site={"title": "T"}).text
    assert int(size) == len(own.text.split())
