"""The file of a text that is begun. No IO here."""

from collections.abc import Sequence
from datetime import datetime

from handler.core.authoring.changes import Change, Setting, Text, changed, refused
from handler.core.authoring.front_matter.editing import set_entry
from handler.core.authoring.front_matter.scalars import written
from handler.core.authoring.names import date_text, post_key, slug_of
from handler.core.model.terms import slugs_of, term_slug
from handler.core.site.defaults import defaults_for


def begin(title: str, tags: Sequence[str], folder: str, setting: Setting) -> Change:
    """A post of now in a folder of posts, or a draft in one of drafts, with its head alone."""
    name = _named(title)
    is_draft = "_drafts" in folder.split("/")
    text = begun(name, slug_of(name), folder, None if is_draft else setting.now, setting)
    if tags:
        text = Text(text.key, set_entry(text.key, text.data, "tags", list(tags)))
    return changed(text, setting)


def begun(title: str, slug: str, folder: str, date: datetime | None, setting: Setting) -> Text:
    """The file of a post or draft that has a head, and no text yet."""
    site = setting.site
    above = site.data.get("collections_dir")
    if isinstance(above, str) and above.strip("/") and "/" not in folder:
        folder = f"{above.strip('/')}/{folder}"
    is_draft = "_drafts" in folder.split("/")
    key = f"{folder}/{slug}.md" if is_draft else post_key(folder, date or setting.now, slug, site)
    lines = ["---", *_layout(key, is_draft, setting), f"title: {written(title)}"]
    if date:
        lines.append(f"date: {date_text(date, site)}")
    return Text(key, "\n".join([*lines, "---", "", ""]).encode())


def begin_page(title: str, setting: Setting) -> Change:
    """A page that readers do not get yet, with its head alone."""
    name = _named(title)
    key = f"{slug_of(name)}.md"
    given = defaults_for(key, ("pages",), setting.site.defaults)
    layout = [] if given.get("layout") else ["layout: page"]
    lines = ["---", *layout, f"title: {written(name)}", "published: false", "---", "", ""]
    return changed(Text(key, "\n".join(lines).encode()), setting)


def _named(title: str) -> str:
    name = " ".join(title.split())
    if not name:
        raise refused("new", "lacks a title.", 'Give it one, such as "Hello".')
    return name


def _layout(key: str, is_draft: bool, setting: Setting) -> list[str]:
    """The line that Jekyll needs unless `defaults` of the configuration have it."""
    types = ("posts", "drafts") if is_draft else ("posts",)
    given = defaults_for(key, types, setting.site.defaults)
    return [] if given.get("layout") else ["layout: post"]


def known_tags(asked: Sequence[str], known: Sequence[str]) -> tuple[list[str], list[str]]:
    """Tags as the blog writes them, taken apart at commas, and those that are new to it."""
    labels = slugs_of(tuple(known))
    parts = [" ".join(part.split()) for tag in asked for part in tag.split(",")]
    tags = list(dict.fromkeys(labels.get(term_slug(part), part) for part in parts if part))
    return tags, [tag for tag in tags if term_slug(tag) not in labels]
