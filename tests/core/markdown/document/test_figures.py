"""Images alone in a paragraph become figures if they ask for it."""

from handler.core.markdown import to_html


def test_a_figure_has_the_images_class_unless_the_paragraph_has_one() -> None:
    figure = '<figure class="x" id="y">\n<img src="b" alt="a" />\n<figcaption>a</figcaption>'
    assert to_html("![a](b){:standalone .x #y}").html.startswith(figure)
    both = to_html("![a](b){:standalone .x #y}\n{: .z}").html
    assert both.startswith('<figure class="z" id="y">\n<img src="b" alt="a" class="x" />')
