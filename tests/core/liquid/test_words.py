"""Whatever a text holds, rendering ends, and no word outside markup is lost."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handler.core.liquid import render

MARKUP = """
{{ }} {% %} -%} {%- { } % " ' {{x}} {{page.title}} {%if~user%} {%endif%} {%else%} {%elsif~user%}
{%for~a~in~users%} {%endfor%} {%block~b%} {%endblock%} {%raw%} {%endraw%} {%highlight~c%}
{%endhighlight%} {{a|}} {{0,1} {%include~x.html%} {%post_url~2015-01-01-a%} {%if%} {%when~1%}
{%extends~"a"%} {{url_for("x")}} {%-else-%} {{-x-}} {%figure%} {%endfigure%} {%cycle~"q","r"%}
{{"lit"}} {%break%} {%continue%} {%tablerow~x~in~y%} {%endtablerow%} {%assign~z=nope%}
{%unless~user%} {%endunless%} {%case~user%} {%endcase%} {%#note%} {%for~i~in~(1..2)%} {%link~a%}
"""

pieces = st.one_of(
    st.sampled_from(MARKUP.split()).map(lambda text: text.replace("~", " ")), st.just("W")
)


@pytest.mark.slow
@settings(max_examples=400)
@given(st.lists(pieces, max_size=30))
def test_no_word_is_lost(parts: list[str]) -> None:
    source = ""
    count = 0
    for part in parts:
        count += part == "W"
        source += f" word{count}word " if part == "W" else part
    text = render(source, page={"title": "T"}, site={}).text
    if "(1..2)" in source:
        # An evaluated loop may be left early: `break` hides words, as it should.
        return
    assert set(re.findall(r"word\d+word", source)) <= set(re.findall(r"word\d+word", text))


@settings(max_examples=400)
@given(st.text(alphabet="{}%-|.\"' \nabx1()[]:,=<>#é\u00a0"))
def test_any_text_can_be_rendered(text: str) -> None:
    result = render(text, page={"title": "T"}, site={})
    if "{{" not in text and "{%" not in text:
        assert result.text == text


@settings(max_examples=200)
@given(
    st.text(max_size=30), st.sampled_from(["strip_html", "smartify", "slugify", "date", "split"])
)
def test_any_value_can_be_filtered(value: str, name: str) -> None:
    render(f"{{{{ page.v | {name}: '%Y' }}}}{{{{ page.v | {name} }}}}", page={"v": value}, site={})
