"""Braces that mean nothing to Liquid stay as they are. No IO here."""

import re

_MARKUP = re.compile(r"\{[{%]")


def has_markup(text: str) -> bool:
    """Whether Liquid would take a part of a text for its own."""
    return _MARKUP.search(text) is not None


def without_markup(html: str) -> str:
    """HTML that looks the same, and in which Liquid finds nothing."""
    return _MARKUP.sub(lambda found: f"&#123;{found[0][1]}", html)


def as_raw(markdown: str) -> str | None:
    """Markdown that Liquid leaves alone; None if that cannot be said in it."""
    if not has_markup(markdown):
        return markdown
    if re.search(r"\{%-?\s*endraw", markdown):
        return None
    return f"{{% raw %}}\n{markdown.rstrip()}\n{{% endraw %}}\n"
