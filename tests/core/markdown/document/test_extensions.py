"""What `{::…}` asks for, in blocks and in running text."""

import pytest

from handler.core.markdown import to_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("{::nomarkdown}\n<br><b>*x*</b><a/>\n{:/}\n", "<br><b>*x*</b><a/>\n"),
        ("{::nomarkdown}\n<i><textarea>\n{:/}\n\nb", "<i><textarea>\n<p>b</p>\n</i>"),
        ('{::nomarkdown type="latex"}\nb\n{:/}\n', ""),
        ('a {::nomarkdown type="latex"}b{:/} c', "<p>a  c</p>\n"),
        ("{::comment /}\n", "<!--  -->\n"),
        ("a {::comment /} b", "<p>a <!--  --> b</p>\n"),
        ('<i>a {::options auto_ids="false" /} b</i>', "<p><i>a  b</i></p>\n"),
        ('*a {::options auto_ids="false" /} b*', "<p><em>a  b</em></p>\n"),
        ('[a {::options auto_ids="false" /} b](c)', '<p><a href="c">a  b</a></p>\n'),
    ],
)
def test_extensions_show_what_they_are_for(text: str, html: str) -> None:
    assert to_html(text).html == html
