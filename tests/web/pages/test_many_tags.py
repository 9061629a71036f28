"""Posts with more tags than one transaction holds."""

import json

import pytest

from tests.web.blog import Blog

TAGS = [f"tag{number}" for number in range(131)]


@pytest.mark.slow
@pytest.mark.parametrize("redirects", [0, 20])
def test_all_tags_are_shown_and_the_first_list_the_post(redirects: int) -> None:
    blog = Blog()
    old = json.dumps([f"/old/{number}/" for number in range(redirects)])
    fields = f"title: Many\ntags: {json.dumps(TAGS)}\nredirect_from: {old}\n"
    outcome = blog.put("_posts/2020-01-01-many.md", f"---\n{fields}---\nText.\n")
    assert outcome.state == "live"
    (problem,) = outcome.problems
    assert "has 131 tags and categories; the post is not in the lists of the last" in str(problem)
    page = blog.get("/2020/01/01/many/").text
    assert all(f"<bdi>{tag}</bdi>" in page or f'"p-category">{tag}<' in page for tag in TAGS)
    assert all(f'<category term="{tag}"' in blog.get("/feed.xml").text for tag in TAGS)
    for tag in TAGS:
        is_linked = f'href="/tags/{tag}/"' in page
        assert is_linked == (blog.get(f"/tags/{tag}/").status_code == 200)
    assert 'href="/tags/tag0/"' in page


def test_tags_may_be_added_one_by_one_and_the_post_deleted() -> None:
    blog = Blog()
    for count in (38, 41, 45, 39):
        blog.post("2020-01-01-many.md", tags=json.dumps(TAGS[:count]))
        assert (blog.get("/tags/tag39/").status_code == 200) == (count >= 40)
        assert blog.get("/tags/tag40/").status_code == 404
    blog.bucket.delete("_posts/2020-01-01-many.md")
    blog.services.publisher.publish("_posts/2020-01-01-many.md")
    assert blog.get("/tags/tag0/").status_code == 404
