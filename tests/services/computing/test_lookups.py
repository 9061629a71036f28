"""What a body refers to is looked up, and looked up again when it changed."""

import pytest

from handler.core.model.entries import SiteConfig
from handler.memory.bucket import MemoryBucket
from handler.services.read.fallback import FallbackReader
from tests.services.blog import Blog, StoppedClock
from tests.support.open_sandbox import OpenSandbox

LIST = "{% for post in site.posts %}{{ post.title }} {% endfor %}"


def test_a_list_of_posts_follows_what_is_published_renamed_and_deleted() -> None:
    blog = Blog()
    blog.publish("about.md", f"---\ntitle: About\n---\n{LIST}")
    blog.post("2026-01-01-a", "A")
    assert "<p>A</p>" in blog.show("/about/")
    blog.post("2026-01-02-b", "B")
    assert "<p>B A</p>" in blog.show("/about/")
    blog.post("2026-01-01-a", "Anew")
    assert "<p>B Anew</p>" in blog.show("/about/")
    blog.delete("_posts/2026-01-02-b.md")
    assert "<p>Anew</p>" in blog.show("/about/")


def test_a_post_may_list_itself() -> None:
    blog = Blog()
    blog.post("2026-01-01-a", "A", LIST)
    assert "| <p>A</p> |" in blog.show("/2026/01/01/a/")


def test_a_text_that_changes_no_list_leaves_the_lists_alone() -> None:
    blog = Blog()
    blog.post("2026-01-01-a", "A", "Text.")
    before = blog.services.table.get([key for key, _ in blog.table.scan()])
    blog.post("2026-01-01-a", "A", "Other text.")
    touched = {
        key.pk for key, item in blog.table.scan() if before.get(key) != item and "#links" in key.pk
    }
    assert touched == set()


def test_a_file_is_included_from_beside_the_post_though_it_is_none() -> None:
    blog = Blog()
    blog.put("_posts/parts/ropes.md", "*ropes*")
    blog.post("2026-01-01-a", "A", "{% include_relative parts/ropes.md %}")
    assert "| <p><em>ropes</em></p> |" in blog.show("/2026/01/01/a/")


def test_a_file_beside_the_post_that_is_no_text_is_as_good_as_none() -> None:
    blog = Blog()
    blog.publish("_posts/x.txt", b"\xff")
    outcome = blog.post("2026-01-01-a", "A", "{% include_relative x.txt %}B.")
    assert (outcome.state, len(outcome.problems)) == ("live", 1)


def test_data_in_folders_has_their_names() -> None:
    blog = Blog()
    blog.publish("_data/people/new.yml", "ann: Ann\n")
    blog.post("2026-01-01-a", "A", "{{ site.data.people.new.ann }}")
    assert "Ann" in blog.show("/2026/01/01/a/")


def test_data_keeps_its_order() -> None:
    blog = Blog()
    blog.publish("_data/sizes.yml", "small: 1\nlarge: 2\nmedium: 3\n")
    sizes = "{% for size in site.data.sizes %}{{ size[0] }} {% endfor %}"
    blog.post("2026-01-01-a", "A", sizes)
    assert "<p>small large medium</p>" in blog.show("/2026/01/01/a/")


def test_a_post_is_found_by_the_date_of_its_file_and_that_of_its_front_matter() -> None:
    blog = Blog()
    blog.publish("_posts/2026-01-02-b.md", "---\ntitle: B\ndate: 2026-01-05 10:00\n---\nB.")
    blog.post("2026-01-09-c", "C", "{% post_url 2026-01-02-b %} {% post_url 2026-1-5-b %}")
    assert "<p>/2026/01/05/b/ /2026/01/05/b/</p>" in blog.show("/2026/01/09/c/")
    blog.publish("_posts/2026-01-05-b.md", "---\ntitle: D\ndate: 2026-01-06\n---\nD.")
    blog.post("2026-01-10-e", "E", "{% post_url 2026-01-05-b %}")
    assert "<p>/2026/01/06/b/</p>" in blog.show("/2026/01/10/e/")


SECRETS = {
    "_drafts/idea.md": "secret",
    "_drafts/2026-01-01-idea.md": "---\ntitle: Idea\n---\nsecret",
    "_posts/2030-01-01-later.md": "---\ntitle: Later\n---\nsecret",
    "_posts/2026-01-01-live.md": "---\ntitle: Live\n---\nsecret",
    "_config.yml": "title: secret\npermalink: pretty\nexclude: [private, excluded.txt]\n",
    "_data/people.yml": "secret: 1\n",
    "_includes/note.html": "secret",
    ".env": "SECRET=secret",
    ".well-known/key.txt": "secret",
    "private/list.txt": "secret",
    "excluded.txt": "secret",
    "hidden.md": "---\ntitle: Hidden\npublished: false\n---\nsecret",
    "broken.md": "---\ntitle: [\n---\nsecret",
    "notes/_posts/2030-01-01-later.md": "---\ntitle: Later\n---\nsecret",
    "notes/.env": "secret",
    "notes/_drafts/a.md": "secret",
    "notes/draft.md~": "secret",
    ".coldpress/pages/card-0.png": "secret",
    "Gemfile": "secret",
}


@pytest.mark.parametrize("name", SECRETS)
@pytest.mark.parametrize("way", ["{{% include_relative {} %}}", "{{% include_relative ./{} %}}"])
def test_a_page_at_the_root_includes_nothing_that_readers_may_not_see(name: str, way: str) -> None:
    blog = Blog()
    for key, text in SECRETS.items():
        blog.put(key, text)
    blog.publish("_config.yml")
    outcome = blog.publish("about.md", f"---\ntitle: About\n---\nBefore {way.format(name)} after")
    shown = blog.show("/about/").rpartition(" | ")[0]
    assert ("secret" in shown, "include_relative" in shown) == (False, True)
    assert len(outcome.problems) == 1


@pytest.mark.parametrize("name", ["2030-01-01-later.md", "2026-01-02-hidden.md", "2026-01-03-x.md"])
def test_a_post_includes_no_post_beside_it_that_is_not_live(name: str) -> None:
    blog = Blog()
    blog.put("_posts/2030-01-01-later.md", "---\ntitle: Later\n---\nsecret")
    blog.put("_posts/2026-01-02-hidden.md", "---\ntitle: Hidden\npublished: false\n---\nsecret")
    blog.put("_posts/2026-01-03-x.md", "---\ntitle: Excluded\n---\nsecret")
    blog.publish("_config.yml", "permalink: pretty\nexclude: [_posts/2026-01-03-x.md]\n")
    blog.post("2026-01-01-a", "A", f"{{% include_relative {name} %}}")
    assert "secret" not in blog.show("/2026/01/01/a/")


def test_a_piece_that_is_live_is_included_wherever_it_lies() -> None:
    blog = Blog()
    blog.put("_posts/2026-01-02-b.md", "---\ntitle: B\n---\nfound")
    blog.post("2026-01-01-a", "A", "{% include_relative 2026-01-02-b.md %}")
    assert "found" in blog.show("/2026/01/01/a/")
    blog.put("notes.txt", "found")
    blog.publish("about.md", "---\ntitle: About\n---\n{% include_relative notes.txt %}")
    assert "<p>found</p>" in blog.show("/about/")


@pytest.mark.parametrize(
    "way", ["{{% include_relative {} %}}", "{{% include {} %}}", "{{% include ../{} %}}"]
)
@pytest.mark.parametrize("name", [*SECRETS, "_includes/.kept", ".kept", "left-out.html"])
def test_without_the_table_nothing_else_is_shown_either(way: str, name: str) -> None:
    bucket = MemoryBucket()
    about = f"---\ntitle: About\n---\nBefore {way.format(name)} after"
    more = {"_includes/.kept": "secret", "_includes/left-out.html": "secret", "about.md": about}
    for key, text in {**SECRETS, **more}.items():
        bucket.put(key, text.encode(), "text/plain")
    site = SiteConfig(
        permalink="pretty", data={"exclude": ["private", "excluded.txt", "_includes/l*"]}
    )
    view = FallbackReader(bucket, StoppedClock(), OpenSandbox()).view("/about/", site)
    assert view is not None
    assert "secret" not in view.html
