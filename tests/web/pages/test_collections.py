"""Collections of `_config.yml`: their documents are pages, or data, and `site.NAME` lists them."""

import pytest

from handler.services.status import overview
from tests.web.blog import Blog

CONFIG = """
title: Test blog
permalink: pretty
collections:
  recipes:
    output: true
    permalink: /food/:title/
  people:
    sort_by: rank
  tabs:
    output: true
defaults:
  - scope: {type: recipes}
    values: {course: main}
"""
LIST = "---\n---\n{% for each in site.recipes %}[{{ each.title }} {{ each.url }}]{% endfor %}"


@pytest.fixture
def blog() -> Blog:
    return Blog(config=CONFIG)


def recipe(blog: Blog, name: str, body: str = "Stir *well*.", **fields: object) -> str:
    matter = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return blog.put(f"_recipes/{name}", f"---\n{matter}---\n{body}\n").path


def gone(blog: Blog, key: str) -> None:
    blog.bucket.delete(key)
    blog.services.publisher.publish(key)


def test_a_document_is_a_page_at_the_address_that_its_collection_says(blog: Blog) -> None:
    path = recipe(blog, "soups/Red Soup.md", "{{ page.collection }}, {{ page.course }}, *hot*.")
    assert path == "/food/Red-Soup/"
    text = blog.get(path).text
    assert '<h1 class="post-title p-name">Red soup</h1>' in text
    assert "<p>recipes, main, <em>hot</em>.</p>" in text


@pytest.mark.parametrize(
    ("settings", "permalink", "path"),
    [
        ("{output: true}", "pretty", "/recipes/soups/red/"),
        ("{output: true}", "date", "/recipes/soups/red.html"),
        ("{output: true}", "none", "/recipes/soups/red.html"),
        ("{output: true, permalink: '/:collection/:name'}", "pretty", "/recipes/red"),
        ("{output: true, permalink: '/:path:output_ext'}", "pretty", "/soups/red.html"),
    ],
)
def test_addresses_follow_pattern_and_style(settings: str, permalink: str, path: str) -> None:
    blog = Blog(config=f"permalink: {permalink}\ncollections:\n  recipes: {settings}\n")
    assert recipe(blog, "soups/red.md") == path
    assert "Stir <em>well</em>." in blog.get(path).text


def test_a_document_has_its_own_permalink_and_old_addresses(blog: Blog) -> None:
    assert recipe(blog, "a.md", permalink="/a-la-carte/", redirect_from="/old/") == "/a-la-carte/"
    assert blog.get("/old/").headers["Location"] == "/a-la-carte/"


def test_a_list_follows_what_becomes_of_documents(blog: Blog) -> None:
    blog.put("menu.md", LIST)
    assert "[" not in blog.get("/menu/").text.partition("<main")[2].partition("</main")[0]
    recipe(blog, "b.md", title="Bread")
    recipe(blog, "a.md", title="Apples")
    assert "[Apples /food/a/][Bread /food/b/]" in blog.get("/menu/").text
    recipe(blog, "a.md", title="Pears")
    assert "[Pears /food/a/][Bread /food/b/]" in blog.get("/menu/").text
    recipe(blog, "b.md", title="Bread", published="false")
    assert "[Pears /food/a/]<" in blog.get("/menu/").text.replace("</p>", "<")
    gone(blog, "_recipes/a.md")
    assert "Pears" not in blog.get("/menu/").text


def test_documents_without_pages_are_only_data_in_the_order_that_is_wanted(blog: Blog) -> None:
    for name, rank in (("ann", 2), ("bob", 1), ("cem", "")):
        blog.put(f"_people/{name}.md", f"---\nrank: {rank}\nrole: cook\n---\nCalled *{name}*.")
    blog.put(
        "team.html",
        "---\n---\n{% for p in site.people %}{{ p.title }}, {{ p.role }}: {{ p.content }} "
        "{% endfor %}",
    )
    text = blog.get("/team/").text
    places = [text.index(f"{name}, cook: <p>Called <em>") for name in ("Bob", "Ann", "Cem")]
    assert places == sorted(places)
    assert blog.get("/people/ann/").status_code == 404
    assert "/people/" not in blog.get("/sitemap.xml").text


def test_a_person_has_the_name_of_its_front_matter_and_a_file_its_own(blog: Blog) -> None:
    blog.put("_people/ann.md", "---\nname: Ann Lee\n---\n")
    blog.put("_people/bob.md", "---\n---\n")
    names = "{{ site.people | map: 'name' | join: ', ' }}; {{ page.name }}"
    blog.put("team.md", f"---\nname: Team\n---\n{names}")
    assert "<p>Ann Lee, bob.md; team.md</p>" in blog.get("/team/").text


def test_an_excerpt_of_the_front_matter_is_listed_as_written(blog: Blog) -> None:
    recipe(blog, "a.md", excerpt="'So *good*<br><img src=\"/a.png\">'")
    recipe(blog, "b.md")
    blog.put("menu.html", "---\n---\n{% for r in site.recipes %}{{ r.excerpt }};{% endfor %}")
    text = blog.get("/menu/").text
    assert 'So *good*<br><img src="/a.png"' in text
    assert "<p>Stir well.</p>;" in text


def test_pages_of_documents_are_in_the_sitemap_and_not_in_the_navigation(blog: Blog) -> None:
    assert "/food/" not in blog.get("/sitemap.xml").text
    recipe(blog, "a.md", title="Apples")
    assert "<loc>https://blog.test/food/a/</loc>" in blog.get("/sitemap.xml").text
    assert "Apples" not in blog.get("/").text
    gone(blog, "_recipes/a.md")
    assert "/food/" not in blog.get("/sitemap.xml").text


def test_tabs_are_in_the_navigation(blog: Blog) -> None:
    blog.put("_tabs/about.md", "---\nicon: x\n---\nUs.")
    assert '<a href="/tabs/about/">About</a>' in blog.get("/").text
    blog.put("_tabs/archives.md", "---\nlayout: archives\n---\n")
    assert blog.get("/tabs/archives/").status_code == 200
    assert "Archives" not in blog.get("/").text


def test_a_document_of_tomorrow_waits(blog: Blog) -> None:
    blog.put("menu.md", LIST)
    outcome = blog.put("_recipes/2999-01-01-a.md", "---\n---\nSoon.")
    assert (outcome.state, outcome.path) == ("scheduled", "")
    assert "Soon" not in blog.get("/food/a/").text
    assert "[A" not in blog.get("/menu/").text


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/:collection/:path", "/recipes/soups/red.txt"),
        ("/food/:path/", "/food/soups/red.txt"),
        ("/food/:title/", "/red.txt"),
        ("/food/:name/x:output_ext", "/food/red/red.txt"),
    ],
)
def test_files_lie_where_jekyll_puts_them(blog: Blog, pattern: str, path: str) -> None:
    blog.put("_config.yml", f"collections:\n  recipes: {{output: true, permalink: '{pattern}'}}\n")
    assert blog.put("_recipes/soups/red.txt", "no document", "text/plain").path == path
    assert blog.get(path).text == "no document"


def test_files_of_a_collection_without_pages_are_not_served(blog: Blog) -> None:
    assert blog.put("_people/ann.txt", "no page", "text/plain").state == "hidden"


def test_what_the_configuration_does_not_name_is_not_shown(blog: Blog) -> None:
    assert blog.put("_others/a.md", "---\n---\nSecret.").state == "hidden"
    assert blog.put("_recipes/_notes/a.md", "---\n---\nSecret.").state == "hidden"
    assert blog.get("/others/a/").status_code == 404


def test_a_collection_comes_and_goes_with_the_configuration(blog: Blog) -> None:
    blog.put("_others/a.md", "---\n---\nText.")
    blog.put("_config.yml", CONFIG.replace("people:", "others:\n    output: true\n  people:"))
    blog.services.publisher.publish("_others/a.md")
    assert blog.get("/others/a/").status_code == 200
    blog.put("_config.yml", CONFIG)
    blog.services.publisher.publish("_others/a.md")
    assert blog.get("/others/a/").status_code == 404


def test_all_collections_can_be_walked_through(blog: Blog) -> None:
    recipe(blog, "a.md", title="Apples")
    text = (
        "{% for c in site.collections %}{{ c.label }}:{% for d in c.docs %}{{ d.title }}"
        "{% endfor %};{% endfor %}{{ site.recipes.size }} {% assign r = site.recipes | first %}"
        "{{ r.course }} {% for pair in site.collections[0] %}{{ pair[0] }} {% endfor %}"
        "{{ site.collections[0] | size }}"
    )
    blog.put("all.md", f"---\n---\n{text}")
    walked = (
        "people:;posts:;recipes:Apples;tabs:;1 main output sort_by label relative_directory docs 5"
    )
    assert walked in blog.get("/all/").text


def test_documents_are_counted_as_pages(blog: Blog) -> None:
    recipe(blog, "a.md")
    blog.put("_people/ann.md", "---\n---\nAnn.")
    blog.put("_others/a.md", "---\n---\nA.")
    assert overview(blog.services.table).counts == {"live": 2}


def test_a_link_finds_a_document(blog: Blog) -> None:
    recipe(blog, "a.md")
    blog.put("menu.md", "---\n---\n[A]({% link _recipes/a.md %})")
    assert 'href="/food/a/"' in blog.get("/menu/").text


def test_an_address_of_the_blogs_own_is_told(blog: Blog) -> None:
    outcome = blog.put("_tabs/tags.md", "---\npermalink: /tags/\n---\n")
    assert outcome.state == "hidden"
    assert "has the address /tags/, which Coldpress serves itself" in str(outcome.problems[0])


def test_documents_that_list_themselves_come_to_rest(blog: Blog) -> None:
    blog.put(
        "_people/ann.md", "---\n---\nWe {% for p in site.people %}{{ p.content }}{% endfor %}."
    )
    blog.put("team.md", "---\n---\n{% for p in site.people %}{{ p.content }}{% endfor %}")
    for _ in range(3):
        blog.services.publisher.publish("_people/ann.md")
    assert "<p>We .</p>" in blog.get("/team/").text


def test_a_text_that_is_long_is_data_without_its_text(blog: Blog) -> None:
    outcome = blog.put("_people/ann.md", f"---\n---\n{'x ' * 30_000}")
    assert outcome.state == "live"
    assert "lists have no `content` of it" in str(outcome.problems[0])


def test_a_document_costs_as_many_calls_among_many_as_among_few(blog: Blog) -> None:
    blog.put("menu.md", LIST)
    counts = []
    for number in range(1, 41):
        blog.calls.clear()
        recipe(blog, f"n{number:03}.md", title=f"N{number}")
        counts.append(dict(blog.calls))
    assert counts[5] == counts[-1]


def test_a_stored_page_of_a_document_costs_one_call(blog: Blog) -> None:
    recipe(blog, "a.md")
    blog.get("/food/a/")
    blog.calls.clear()
    blog.get("/food/a/")
    assert dict(blog.calls) == {"table get": 1}


def test_a_template_of_a_collection_is_rendered_where_the_collection_is(blog: Blog) -> None:
    blog.put("_recipes/all.json", '---\n---\n{"{{ page.collection }}": {{ site.recipes.size }}}')
    recipe(blog, "a.md")
    assert blog.get("/food/all/").text == '{"recipes": 1}'


def test_a_folder_with_an_underscore_is_served_if_it_is_included(blog: Blog) -> None:
    blog.put("_static/a.css", "b {}", "text/css")
    assert blog.get("/_static/a.css").status_code == 404
    blog.put("_config.yml", "include: [_static]")
    blog.services.publisher.publish("_static/a.css")
    assert blog.get("/_static/a.css").text == "b {}"
    assert blog.put("_static/b.md", "---\n---\n*Page.*").path == "/_static/b.html"
    assert "<em>Page.</em>" in blog.get("/_static/b.html").text


def test_a_document_that_is_too_large_is_refused(blog: Blog) -> None:
    outcome = blog.put("_recipes/a.md", "---\n---\n" + "x" * 5_000_000)
    assert outcome.state == "rejected"
    assert "a text may have at most 5,000,000" in str(outcome.problems[0])
