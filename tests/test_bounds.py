"""The table of bounds in `docs/architecture.md` says what the code does, number by number."""

import re
from datetime import timedelta
from inspect import signature
from pathlib import Path

import pytest
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, TooManyRequests

from handler import events
from handler.core.authoring import deletions, links
from handler.core.authoring.comparing import differences
from handler.core.authoring.micropub import entries, requests
from handler.core.comments import discussions
from handler.core.feeds.fitting import MAXIMUM_FEED
from handler.core.html import highlighting, nesting, sanitizing
from handler.core.jekyll import profiling
from handler.core.jekyll.front_matter import labels, metadata
from handler.core.liquid import limits as liquid
from handler.core.liquid.parsing.expressions import MAX_BRACKETS
from handler.core.liquid.values.listings import MAX_POSTS
from handler.core.markdown.document import formulas, mathml
from handler.core.model import limits, listed
from handler.core.model.media import pictures
from handler.core.model.writes import MAXIMUM_TRANSACTION
from handler.core.pages.body import MAXIMUM_SHOWN
from handler.core.people import state as people
from handler.core.photos import blocks as photo_blocks
from handler.core.photos import jpeg, png, webp
from handler.core.photos import searching as photo_search
from handler.core.search import documents, query
from handler.core.site import data_files, profile_accounts
from handler.core.site.feed_settings import MAXIMUM_ITEMS
from handler.core.site.languages import MAXIMUM_LANGUAGES
from handler.core.webmentions import discovery, mentions, moderation
from handler.core.webmentions import requests as asked_mentions
from handler.core.webmentions.attempts import ATTEMPTS
from handler.core.yaml.front_matter import MAX_FRONT_MATTER
from handler.core.yaml.reading import MAX_DEPTH
from handler.github import client
from handler.mention_services import MOST_ASKED
from handler.sandbox import child
from handler.services import blobs, photos
from handler.services.author import browsing, granting
from handler.services.computing import lookups, page_rendering
from handler.services.deadlines import LIMITS
from handler.services.invalidation import MAXIMUM_VERSIONS
from handler.services.notes import ENOUGH
from handler.services.people import attempts
from handler.services.people import programs as asked_programs
from handler.services.publish import picture_costs
from handler.services.publish import pictures as publish_pictures
from handler.services.publish.planning import ASIDE
from handler.services.read import cards
from handler.services.read.cache_miss import PASSING
from handler.services.search import (
    connecting,
    filling,
    folding,
    index_file,
    index_reader,
    part_reader,
    parts,
    searching,
)
from handler.services.tick import counting_authors
from handler.services.tick.attempts import PAUSE
from handler.services.tick.ticking import Ticker
from handler.services.webmentions import receiving, sending
from handler.web import app, webhook, webmention
from handler.web.desk import deployed, door, history, unedited
from handler.web.programs import asking

PAGE = (Path(__file__).parent.parent / "docs" / "architecture.md").read_text(encoding="utf-8")
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
TICK: timedelta = signature(Ticker.tick).parameters["budget"].default
BOUNDS: dict[str, list[float]] = {
    "a text file": [limits.MAXIMUM_TEXT],
    "a template of the blog's own": [
        limits.MAXIMUM_TEMPLATE,
        limits.MAXIMUM_TEMPLATES,
        limits.MOST_TEMPLATES,
        limits.TEMPLATE_SECONDS,
    ],
    "a page with templates of the blog's own": [
        limits.READING_SECONDS,
        limits.MAXIMUM_PAGE,
        page_rendering.PAUSE / MINUTE,
    ],
    "a font that cards are drawn in": [cards.MAXIMUM_FONT],
    "front matter": [MAX_FRONT_MATTER],
    "tags and categories of a post": [labels.MAX_LABELS, labels.MAX_LABEL],
    "languages with pages of their own": [MAXIMUM_LANGUAGES],
    "versions of a text that lead to each other": [MAXIMUM_VERSIONS],
    "lists in which a post stands": [listed.MAXIMUM, listed.MAXIMUM_AUTHORS],
    "the description of a tag, category or author": [
        profiling.MAXIMUM_PROFILE,
        profiling.MAXIMUM_PROFILES,
    ],
    "accounts of an author": [profile_accounts.MAXIMUM],
    "counts of authors that the tick looks at": [counting_authors.MOST_COUNTS],
    "what listings and feeds show of a text": [limits.MAXIMUM_ENTRY, metadata.MAX_TITLE],
    "the HTML of a text": [limits.MAXIMUM_BODY],
    "elements of a body": [nesting.DEEPEST, nesting.MOST_ATTRIBUTES],
    "what a body leaves open and each block opens again": [nesting.FREE_GROWTH],
    "one text or attribute, with `sanitize: true`": [sanitizing.MOST_REFERENCES],
    "one version of a file, when it is published": [limits.VERSION_SECONDS],
    "a change by an author's command": [limits.VERSION_SECONDS],
    "links of a text that is renamed": [links.MAXIMUM_LINKS],
    "versions that are compared": [differences.MAXIMUM_LINES],
    "versions that are brought together": [differences.MAXIMUM_LINES],
    "a form of the desk": [
        door.MAXIMUM_FORM,
        pictures.MAXIMUM_BYTES,
        RequestEntityTooLarge.code or 0,
    ],
    "a text that the desk edits": [unedited.MOST_BYTES],
    "a picture that is put into the bucket": [pictures.MAXIMUM_BYTES, granting.GRANTED_SECONDS],
    "pictures of one form on AWS": [deployed.MOST_SENT],
    "a form of who is not signed in": [door.MAXIMUM_ANSWER, RequestEntityTooLarge.code or 0],
    "people of a desk": [
        people.MAXIMUM_MEMBERS,
        people.MAXIMUM_PASSKEYS,
        people.MAXIMUM_SESSIONS,
        people.MAXIMUM_PROGRAMS,
        people.MAXIMUM_INVITATIONS,
    ],
    "a code and a token of a program": [
        people.CODE / MINUTE,
        people.WRITING.days,
        people.REFRESHED.days,
    ],
    "what a program sends": [
        asking.MOST_JSON,
        asking.MOST_FIELDS,
        deployed.MOST_SENT,
        RequestEntityTooLarge.code or 0,
    ],
    "properties of a post of a program": [
        requests.MOST_VALUES,
        requests.DEEPEST,
        entries.MOST_KEPT,
    ],
    "the page of a program that asks for leave": [asked_programs.LARGEST, asked_programs.LONGEST],
    "a form with a mention": [
        webmention.MAXIMUM_FORM,
        mentions.LONGEST_ADDRESS,
        RequestEntityTooLarge.code or 0,
        BadRequest.code or 0,
    ],
    "mentions that are to be looked at": [
        asked_mentions.MOST_QUEUED,
        asked_mentions.MOST_OF_HOST,
        MOST_ASKED[0],
        attempts.WAIT / MINUTE,
        MOST_ASKED[1],
        TooManyRequests.code or 0,
    ],
    "mentions that a tick looks at": [receiving.AT_ONCE],
    "a page that may mention the blog": [
        receiving.LARGEST,
        receiving.LONGEST,
        receiving.COMPUTING_SECONDS,
        ATTEMPTS,
    ],
    "mentions that wait for an owner": [moderation.MOST_WAITING, moderation.MOST_OF_HOST],
    "mentions of a page": [
        mentions.MOST_OF_PAGE,
        mentions.LONGEST_TEXT,
        mentions.LONGEST_NAME,
        mentions.LONGEST_SHOWN,
    ],
    "pages that a text tells of its links": [discovery.MOST_LINKS, sending.MOST_TOLD],
    "failed attempts to come in, for each process": [
        *attempts.MAXIMUM_FAILURES,
        attempts.WAIT / MINUTE,
        TooManyRequests.code or 0,
    ],
    "times that somebody signs in": [people.MAXIMUM_ANSWERED, people.ASKED / MINUTE],
    "a list of the desk": [browsing.MOST_SHOWN, browsing.MOST_LOOKED_AT],
    "a history at the desk": [history.AT_ONCE],
    "what is listed as deleted": [deletions.MOST],
    "words that are compared within lines": [differences.MOST_WORDS],
    "a file with its older versions": [limits.PUBLISHING_SECONDS],
    "what one request finds stale": [limits.READING_SECONDS, PASSING / MINUTE],
    "a process that computes": [child.MEMORY, child.MAXIMUM_ANSWER],
    "a block of code": [highlighting.MAXIMUM_CODE, highlighting.BLOCK_SECONDS],
    "all code of a text": [highlighting.TEXT_SECONDS],
    "a formula": [mathml.MAXIMUM_TEX, mathml.MAXIMUM_BRACES, mathml.MAXIMUM_ELEMENTS],
    "all formulas of a text": [formulas.MAXIMUM_ALL],
    "Liquid": [
        liquid.BASE_WORK,
        liquid.WORK_PER_CHARACTER,
        liquid.MAXIMUM_WORK,
        liquid.MAX_ITEMS,
    ],
    "what is nested in Liquid": [liquid.MAX_DEPTH, liquid.MAX_INCLUDE_DEPTH, MAX_BRACKETS],
    "what a text refers to": [
        lookups.MAXIMUM_NEEDS,
        lookups.MAXIMUM_ROUNDS,
        lookups.MAXIMUM_INCLUDED,
    ],
    "`site.data`": [lookups.MAXIMUM_DATA],
    "documents of a collection that a text lists": [MAX_POSTS, lookups.MAXIMUM_DATA],
    "a document without a page, as lists show it": [limits.MAXIMUM_ENTRY],
    "a file of data": [data_files.MAXIMUM_DATA, MAX_DEPTH],
    "a table of data": [data_files.MAXIMUM_CELLS, data_files.MAXIMUM_NAMES],
    "a picture": [
        pictures.MAXIMUM_BYTES,
        pictures.MAXIMUM_PIXELS,
        pictures.MAXIMUM_PIXELS_OF_JPEG,
        pictures.MAXIMUM_PIXELS_OF_PROGRESSIVE,
    ],
    "parts of a picture's file": [
        picture_costs.MAXIMUM_SCANS,
        picture_costs.MAXIMUM_ASIDE,
        picture_costs.MAXIMUM_CHUNKS,
    ],
    "a body with sizes and copies of its images": [MAXIMUM_SHOWN],
    "a feed": [MAXIMUM_ITEMS, MAXIMUM_FEED],
    "an answer": [limits.MAXIMUM_ANSWER],
    "one transaction": [MAXIMUM_TRANSACTION],
    "one tick": [TICK.total_seconds()],
    "a file at which processes end": [ENOUGH, ASIDE / HOUR],
    "a chore at which processes end": [ENOUGH, PAUSE / HOUR],
    "a text in the search index": [documents.MAXIMUM_TEXT, filling.BATCH_SECONDS],
    "a search": [
        query.MAXIMUM_CHARACTERS,
        query.MAXIMUM_PHRASES,
        query.MAXIMUM_FILTERS,
        index_reader.MAXIMUM_MATCHES,
        LIMITS.search,
    ],
    "an address": [app.MAXIMUM_PATH],
    "an event that is not the blog's": [events.MAXIMUM_OUTLINE],
    "a delivery of the webhook": [webhook.MAXIMUM_DELIVERY, RequestEntityTooLarge.code or 0],
    "an answer of GitHub": [client.MAXIMUM_ANSWER, discussions.PAGE_SIZE],
    "comments": [discussions.LONGEST_COMMENT, discussions.LONGEST_THREAD],
    "a page or body that is taken back from the bucket": [blobs.MAXIMUM_UNPACKED],
    "a photo that is looked through for its place": [
        photos.LARGEST_PHOTO,
        jpeg.MAXIMUM_SEGMENTS,
        png.MAXIMUM_CHUNKS,
        webp.MAXIMUM_CHUNKS,
        photo_search.MAXIMUM_NOTE,
    ],
    "metadata of a photo that is read": [photo_blocks.MAXIMUM_BLOCKS, photo_blocks.MAXIMUM_BYTES],
    "what is noted of a picture": [publish_pictures.MAXIMUM_NOTE],
    "a search index that is taken back": [
        parts.MAXIMUM_PARTS,
        connecting.MAXIMUM_VALUE,
        connecting.MAXIMUM_HEAP,
        index_file.STATEMENT_SECONDS,
    ],
    "changes of the search index kept apart": [folding.SIZES.recent, folding.SIZES.part],
    "a mistyped word": [searching.MAXIMUM_CORRECTIONS, part_reader.MAXIMUM_VOCABULARY],
}
"""The numbers of each row, as they come in it."""


def rows() -> dict[str, list[float]]:
    """The numbers of each row of the table, by what it is about."""
    table = PAGE.partition("| input | limit | beyond it |\n|---|---|---|\n")[2].partition("\n\n")[0]
    cells = (line.strip("| ").split(" | ") for line in table.splitlines())
    return {name: numbers(f"{limit}; {beyond}") for name, limit, beyond in cells}


def numbers(text: str) -> list[float]:
    return [float(each.replace(",", "")) for each in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


@pytest.mark.parametrize("name", sorted(rows().keys() | BOUNDS.keys()))
def test_each_number_of_the_table_is_the_one_in_the_code(name: str) -> None:
    assert rows().get(name) == BOUNDS.get(name)
