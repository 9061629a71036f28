"""The theme's own words, which `words` in `_config.yml` can put into another language. No IO here.

The English words are the keys: `words: {Archive: 보관함, "{} min read": "{}분"}`.
"""

from handler.core.model import SiteConfig


def say(site: SiteConfig, english: str) -> str:
    """The site's own words for some of the theme's."""
    words = site.data.get("words")
    chosen = words.get(english) if isinstance(words, dict) else None
    return chosen if isinstance(chosen, str) and chosen else english
