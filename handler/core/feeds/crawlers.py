"""What programs are told that collect texts for language models: `llms.txt`, or to stay away.

No IO here. https://llmstxt.org
"""

import re
from collections.abc import Sequence

from handler.core.html.shortening import shorten
from handler.core.model.addressing.addresses import export_path
from handler.core.model.addressing.keys import is_markdown
from handler.core.model.addressing.paths import escaped
from handler.core.model.context import SiteContext
from handler.core.model.entries import Entry, SiteConfig
from handler.core.pages.headings import title_of

LISTED_FOR_MODELS = 100
"""How many posts `llms.txt` names."""
CRAWLERS = (
    *("AI2Bot", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider", "CCBot"),
    *("ClaudeBot", "Claude-Web", "cohere-ai", "cohere-training-data-crawler", "Diffbot"),
    *("FacebookBot", "Google-Extended", "GPTBot", "ImagesiftBot", "Meta-ExternalAgent"),
    *("omgili", "PanguBot", "PerplexityBot", "Timpibot"),
)
"""Those who collect for training, by the names that they say they obey; no search engine is one."""
_SPECIAL = re.compile(r"([\\\[\]()<>*_`])")


def admits_crawlers(site: SiteConfig) -> bool:
    """Whether texts may be collected for language models: not with `ai_crawlers: false`."""
    return site.data.get("ai_crawlers") is not False


def refusal() -> list[str]:
    """The lines of `robots.txt` that keep them away who obey it."""
    return [*(f"User-agent: {name}" for name in CRAWLERS), "Disallow: /"]


def render_llms(context: SiteContext, posts: Sequence[Entry]) -> str:
    """The blog and its newest posts as Markdown, with links to what their authors wrote."""
    site = context.site
    about = [f"> {_line(site.description)}", ""] if site.description else []
    listed = [_item(context, post) for post in posts]
    return "\n".join([f"# {_line(site.title)}", "", *about, "## Posts", "", *listed, ""])


def _item(context: SiteContext, post: Entry) -> str:
    path = export_path(post.path, "md") if is_markdown(post.key) else post.path
    told = shorten(post.description or post.excerpt, 160)
    date = f" ({post.date:%Y-%m-%d})" if post.date else ""
    about = f": {_line(told)}" if told else ""
    return f"- [{_line(title_of(post))}]({_address(context, path)}){date}{about}"


def _address(context: SiteContext, path: str) -> str:
    return context.links.absolute_address(escaped(path)).replace("(", "%28").replace(")", "%29")


def _line(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
