"""What a body refers to is looked up, and looked up again when it changed."""

from tests.services.blog import Blog

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
