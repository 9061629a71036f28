"""One random sequence: authors, S3's unreliable events, publishers and readers, interleaved."""

import random
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from unittest.mock import patch

import greenlet

from handler.core.index import counters, items
from handler.core.model.problems import ContentError
from handler.core.model.sources import Source, Upload
from handler.core.model.writes import Item, Key
from handler.memory.table import MemoryTable
from handler.services.author.files import HalfDone, NotThere, Stale
from handler.services.author.versions import NoVersions
from handler.services.computing import theming
from handler.services.read.cache.page_cache import Page
from handler.services.read.replies import Missing, Redirect
from handler.services.records import source_in
from handler.services.tick.reindexing import correct
from tests.simulation.world import (
    BASE,
    DEADLY,
    Crash,
    Killed,
    World,
    is_deadly,
    make_publisher,
    make_reader,
    theme,
)

_KEYS = [f"_posts/2026-01-0{day}-p{day}.md" for day in range(1, 5)]
_PATHS = [f"/2026/01/0{day}/p{day}.html" for day in range(1, 5)]
_LISTS = ["/", "/feed.xml", "/tags/", "/tags/red/", "/tags/blue/", "/2026/", "/about/", "/moved/"]
_LISTS += ["/2026/01/01/p1.md", "/2026/01/01/p1.json"]
_LISTS += ["/authors/", "/authors/kim/", "/authors/kim/feed.xml", "/authors/ann/"]
_LISTS += ["/menu/", "/recipes/a.html", "/recipes/b.html", "/sitemap.xml", "/all.json"]
_COLLECTION = ["", "collections: {recipes: {output: true}}\n", "collections: [recipes]\n"]
_FLAGS = ["true", "false"]
_MENU = (
    "{% for each in site.recipes %}{{ each.title }} {{ each.url }} {{ each.content }}{% endfor %}"
)
_ALL = "{% for post in site.posts %}[{{ post.path }}={{ post.title }}]{% endfor %}"
_TEMPLATE = "_theme/templates/terms.html"
_LABELS = "{% for term in view.terms %}{{ term.label }}:{{ term.count }} {% endfor %}"
_LAGGING = re.compile("<aside>.*?</aside>")
_SHOWN = re.compile(r"\[(?P<key>[^=\]\[]+)=(?P<title>[^\]]*)\]")
_CALM = 6
"""How many ticks in a row come to their ends before all is thought to be done."""
_DEATHS = 3
"""For each file: two at it, and one at an older version."""
_LAST_SIGHT = timedelta(days=3)
_COUNTED = (counters.LANGUAGES, counters.THEME.pk)
_NOT_COMPARED = ("generation#", "page#", "job#", "body#", "search#", "pending")


class Sequence:
    """Runs one seeded sequence; `run` raises AssertionError if an invariant breaks."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.world = World(self.chance, self.chance.choice([0, 0, 0.01, 0.05]))
        self.deadliness = self.chance.choice([0, 0, 0.2])
        self.events: list[tuple[str, Upload | None]] = []
        self.processes: list[greenlet.greenlet] = []
        self.counter = 0

    def run(self) -> None:
        """Random steps, then everything comes to rest and is checked; with the world's theme."""
        with patch.object(theming, "ours", theme):
            self._run()

    def _run(self) -> None:
        for _ in range(self.chance.randint(4, 14)):
            kinds = [self._author, self._author, self._at_desk, self._deliver, self._read]
            self.chance.choice(kinds)()
            for _ in range(self.chance.randint(0, 12)):
                self._step()
        while self.events and self.chance.random() < 0.9:
            self._deliver()
        while self.processes:
            self._step()
        self._settle()
        self._check_told()
        rebuilt = self._reindexed()
        if not self._keeps_contested(rebuilt) and not self._has_deadly_past():
            self._check_index(rebuilt)
            self._check_pages(rebuilt)

    def _author(self) -> None:
        change = self.chance.choice(
            [self._upload] * 5 + [self._delete, self._break, self._rename, self._site, self._site]
        )
        for key in change():
            self._emit(key)

    def _emit(self, key: str) -> None:
        fate, info = self.chance.random(), self.world.bucket.head(key)
        event = (key, Upload(info.version, info.etag) if info else None)
        self.events += [event] * (0 if fate < 0.15 else 2 if fate < 0.3 else 1)
        if self.chance.random() < 0.3:
            self.chance.shuffle(self.events)

    def _upload(self) -> list[str]:
        key = self.chance.choice(_KEYS)
        mark = DEADLY if self.chance.random() < self.deadliness else ""
        self.world.bucket.put(key, (self._post(key) + mark).encode(), "text/markdown")
        return [key]

    def _post(self, key: str) -> str:
        self.counter += 1
        lines = [f"title: v{self.counter}"]
        lines.append(f"tags: [{self.chance.choice(['red', 'blue', 'Red, blue', ''])}]")
        if self.chance.random() < 0.4:
            lines.append(f"authors: [{self.chance.choice(['kim', 'Ann', 'Kim Lee, Ann'])}]")
        if self.chance.random() < 0.5:
            lines.append(f"series: {self.chance.choice(['Saga', 'Epic'])}")
        roll = self.chance.random()
        if roll < 0.15:
            day = self.world.clock.now() + timedelta(days=self.chance.choice([1, 2]))
            lines.append(f'date: "{day:%Y-%m-%d %H:%M:%S} +0000"')
        elif roll < 0.25:
            lines.append("published: false")
        elif roll < 0.35:
            lines.append(f"permalink: /moved/{key[-5:-3]}-{self.counter}/")
        elif roll < 0.42 and key in _KEYS[:2]:
            lines.append("permalink: /moved/")
        elif roll < 0.55:
            lines.append(f"redirect_from: /old-{key[-5:-3]}/")
        body = self.chance.choice(
            ["text", "{% include note.html %}", "{% post_url 2026-01-01-p1 %}", "{{ site.title }}"]
        )
        return "---\n" + "\n".join(lines) + f"\n---\nbody v{self.counter} {body}\n"

    def _delete(self) -> list[str]:
        key = self.chance.choice([*_KEYS, _TEMPLATE, "_data/authors.yml", "kim.md"])
        self.world.bucket.delete(key)
        return [key]

    def _break(self) -> list[str]:
        key = self.chance.choice([*_KEYS, "_config.yml"])
        self.counter += 1  # No listing tells the same bytes of one second apart.
        broken = f"---\ntitle: [ v{self.counter}\n---\n"
        self.world.bucket.put(key, broken.encode(), "text/markdown")
        return [key]

    def _rename(self) -> list[str]:
        old, day = self.chance.choice(list(zip(_KEYS, range(1, 5), strict=True)))
        new = f"_posts/moved/2026-01-0{day}-p{day}.md"
        found = self.world.bucket.get(old)
        if found is None or found.data is None:
            return []
        self.world.bucket.put(new, found.data, "text/markdown")
        self.world.bucket.delete(old)
        return self.chance.sample([old, new], 2)

    def _at_desk(self) -> None:
        """Somebody changes a file at the desk, which publishes it before it answers."""
        works = [self._save, self._save, self._restore, self._move, self._remove]
        work, key = self.chance.choice(works), self.chance.choice(_KEYS)

        def change() -> None:
            try:
                keys = work(key)
            except (ContentError, HalfDone, NotThere, NoVersions, Stale):
                return
            for each in keys:
                self._emit(each)
                self.world.publisher.publish(each)

        self._start(change, None)

    def _save(self, key: str) -> list[str]:
        text = self._post(key).encode()
        found = self.world.bucket.head(key)
        self.world.authoring.save(key, text, found.etag if found else None)
        return [key]

    def _restore(self, key: str) -> list[str]:
        # No listing tells the same bytes of one second apart.
        self.world.clock.time += timedelta(seconds=1)
        self.world.versions.restore(self.world.versions.before(key))
        return [key]

    def _move(self, key: str) -> list[str]:
        change = self.world.authoring.rename(key, key.replace("_posts/", "_posts/moved/")).change
        return [key, change.text.key]

    def _remove(self, key: str) -> list[str]:
        self.world.authoring.delete(key)
        return [key]

    def _site(self) -> list[str]:
        self.counter += 1
        recipes = self.chance.choice(_COLLECTION)
        matter = f"---\ntitle: v{self.counter}\n"
        key, text = self.chance.choice(
            [
                ("_config.yml", f"title: Site {self.counter}\n{recipes}"),
                ("_config.yml", f"title: Site {self.counter}\npermalink: /:title/\n{recipes}"),
                ("_includes/note.html", f"note {self.counter}"),
                (_TEMPLATE, f"own {self.counter} {_LABELS}"),
                (_TEMPLATE, f"own {self.counter} {{{{ nothing }}}}"),
                ("_data/authors.yml", f"kim: {{name: Kim Lee, bio: v{self.counter}}}\n"),
                ("_data/authors.yml", f"ann: {{name: Ann {self.counter}}}\n"),
                ("_data/tags.yml", f"red: v{self.counter}\n"),
                ("red.md", f"{matter}permalink: /tags/red/\n---\nred\n"),
                ("kim.md", f"{matter}permalink: /authors/kim.html\n---\nkim\n"),
                ("about.md", f"{matter}permalink: /about/\n---\nhi\n"),
                ("menu.md", f"{matter}permalink: /menu/\n---\n{_MENU}\n"),
                ("index.md", f"{matter}---\nhome {self.counter}\n"),
                ("all.json", f"{matter}---\n{_ALL}\n"),
                ("_recipes/a.md", f"{matter}---\nstir {self.counter}\n"),
                ("_recipes/b.md", f"{matter}published: {self.chance.choice(_FLAGS)}\n---\nfry\n"),
            ]
        )
        self.world.bucket.put(key, text.encode(), "text/plain")
        return [key]

    def _deliver(self) -> None:
        if self.events:
            key, upload = event = self.events.pop(0)
            self._start(lambda: self.world.publisher.publish(key, upload=upload), event)

    def _read(self) -> None:
        path = self.chance.choice([*_PATHS, *_LISTS])
        marks = self.world.history.marks()

        def read() -> None:
            self._check_shown(path, self._respond(path), marks)

        self._start(read, None)

    def _start(self, work: Callable[[], object], event: tuple[str, Upload | None] | None) -> None:
        def process() -> None:
            try:
                work()
            except (Crash, Killed):
                if event and self.chance.random() < 0.5:
                    self.events.append(event)

        self.processes.append(greenlet.greenlet(process))

    def _step(self) -> None:
        """Let one process do its next call."""
        if not self.processes:
            return
        process = self.chance.choice(self.processes)
        process.switch()
        if process.dead:
            self.processes.remove(process)

    def _respond(self, path: str) -> str:
        for _ in range(6):
            match self.world.reader.respond(path, BASE):
                case Page() as page:
                    return page.text()
                case Missing(html):
                    return html
                case Redirect(to):
                    path = to
        raise AssertionError(f"redirects without end at {path}")

    def _check_shown(self, path: str, text: str, marks: Mapping[str, int]) -> None:
        for match in _SHOWN.finditer(text):
            key, title = match["key"], match["title"]
            allowed = self.world.history.titles_since(key, marks.get(key, 0))
            assert title in allowed, f"{path} shows {key} as {title}; allowed: {allowed}"

    def _settle(self) -> None:
        """The tick runs until nothing is left to do, however many ticks come to their end."""
        for _ in range(2):
            self.world.clock.time += _LAST_SIGHT
            deaths = calm = 0
            while calm < _CALM:
                is_dead = self._dies(self.world.ticker.tick)
                deaths, calm = deaths + is_dead, 0 if is_dead else calm + 1
                assert deaths <= _DEATHS * len(self._keys())

    def _dies(self, work: Callable[[], object]) -> bool:
        try:
            work()
        except Killed:
            return True
        return False

    def _keys(self) -> list[str]:
        return [info.key for info in self.world.bucket.objects() if info.key[0] != "."]

    def _check_told(self) -> None:
        """Each author of a deadly file knows."""
        for key, source in self._sources(self.world.table).items():
            found = self.world.bucket.get(key)
            if found and is_deadly(found.data):
                assert source.state == "rejected", key
                assert "came to its end" in str(source.problems[0]), key

    def _has_deadly_past(self) -> bool:
        """Whether older versions are deadly as well: then what was live stays, and a fresh index,
        which cannot look back past them, does without."""
        bucket = self.world.bucket
        older = [
            bucket.get(key, version=info.version)
            for key in self._keys()
            for info in bucket.versions(key)[0][1:]
        ]
        return any(found is not None and is_deadly(found.data) for found in older)

    def _keeps_contested(self, rebuilt: MemoryTable) -> bool:
        """Whether a new configuration put two live posts on one path.

        The later one stays at its old address, which nothing in the bucket tells of any more.
        """
        fresh = self._sources(rebuilt)
        return any(
            source.waiting_for and source.publication and not fresh[key].publication
            for key, source in self._sources(self.world.table).items()
        )

    def _sources(self, table: MemoryTable) -> dict[str, Source]:
        keys = [key for key, _ in table.query(items.MANIFEST)]
        found = table.get([items.source_key(key) for key in keys])
        return {key: source for key in keys if (source := source_in(found, key))}

    def _check_index(self, rebuilt: MemoryTable) -> None:
        assert canonical(self.world.table) == canonical(rebuilt)
        assert not self.world.table.query(items.PENDING)
        assert correct(self.world.table) == 0

    def _reindexed(self) -> MemoryTable:
        """A fresh table from the bucket; who has a contested path now may claim it first."""
        world = self.world
        table = MemoryTable()
        publisher = make_publisher(world.bucket, table, world.clock, self.chance)
        waiting = {key for key, s in self._sources(world.table).items() if s.waiting_for}
        keys = [info.key for info in world.bucket.objects()]
        keys.sort(key=lambda key: (key.startswith("_posts"), key in waiting, key))
        for _ in range(2):
            for key in keys:
                while self._dies(lambda: publisher.attempt(key, publisher.notes())):  # noqa: B023
                    pass
        return table

    def _check_pages(self, rebuilt: MemoryTable) -> None:
        fresh = make_reader(self.world.bucket, rebuilt, self.world.clock)
        for path in [*_PATHS, *_LISTS]:
            served = self.world.reader.respond(path, BASE)
            expected = fresh.respond(path, BASE)
            assert type(served) is type(expected), path
            if isinstance(served, Page) and isinstance(expected, Page):
                self._check_shown(path, served.text(), self.world.history.marks())
                assert _settled(served) == _settled(expected), path


def _settled(page: Page) -> str:
    """A page without related posts, which may lack new ones."""
    return _LAGGING.sub("", page.text())


def canonical(table: MemoryTable) -> dict[Key, Item]:
    """What an index says, without caches, counters of revisions, and terms that count nothing."""
    return {
        key: _without_history(key, item)
        for key, item in table.scan()
        if not key.pk.startswith(_NOT_COMPARED) and item.get("count") != 0
        if "expires" not in item and (key.pk not in _COUNTED or any(item.values()))
    }


def _without_history(key: Key, item: Item) -> Item:
    plain = {name: value for name, value in item.items() if name not in {"revision", "stamp"}}
    if key.pk in _COUNTED:
        return {name: count for name, count in item.items() if count}
    if key.pk.startswith("source#"):
        plain["record"] = re.sub(r'"stamp":"[^"]*",?|"line":\d+,?', "", str(item["record"]))
    return plain
