"""Descriptions of a blog and its posts in words. No IO here."""

from handler.core.html.text import plain_text
from handler.core.markdown import to_html


def in_words(description: str) -> str:
    """The words of a description: like jekyll-seo-tag, authors may write Markdown and entities."""
    html = to_html(description).html if description else ""
    return plain_text(html, len(html)) if html else ""
