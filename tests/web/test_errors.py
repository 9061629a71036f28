"""What readers get when there is nothing, something breaks, or AWS is out of reach."""

from datetime import timedelta

import jinja2
import pytest

from handler.core.pages.rendering import make_environment
from handler.fingerprints import TEMPLATES
from handler.settings import SettingsError
from handler.web.app import create_app
from handler.wiring import Services
from tests.web.blog import DOWN, Blog
from tests.web.test_pages import PAGE_POLICY, SECURITY


def broken_templates(*names: str) -> jinja2.Environment:
    broken = jinja2.DictLoader(dict.fromkeys(names, "{{ 1 / 0 }} SECRET"))
    return make_environment(jinja2.ChoiceLoader([broken, jinja2.FileSystemLoader(TEMPLATES)]))


def test_nothing_at_an_address_is_a_page_of_the_sites_own() -> None:
    blog = Blog(config="title: The Cat Times")
    answer = blog.get("/no/such/page/")
    assert answer.status_code == 404
    assert "The Cat Times" in answer.text
    assert '<meta name="robots" content="noindex">' in answer.text
    headers = dict(answer.headers)
    assert headers.pop("Content-Length")
    assert headers.pop("Date")
    assert headers == SECURITY | {
        "Cache-Control": "public, max-age=0, s-maxage=10",
        "Content-Security-Policy": PAGE_POLICY,
        "Content-Type": "text/html; charset=utf-8",
        "Vary": "Accept-Encoding",
    }


def test_a_404_is_never_stored() -> None:
    blog = Blog()
    before = blog.page_items()
    for path in (
        "/a/",
        "/tags/none/",
        "/1999/",
        "/categories/none/feed.xml",
        "/sitemap-1999-01.xml",
    ):
        assert blog.get(path).status_code == 404
    assert blog.page_items() == before


def test_a_404_does_not_repeat_the_address() -> None:
    assert "evil" not in Blog().get("/%3Cscript%3Eevil()%3C/script%3E").text


def test_a_page_that_cannot_be_rendered_is_a_500_of_the_sites_own() -> None:
    blog = Blog(config="title: The Cat Times")
    path = blog.post("2020-01-02-hello.md")
    blog.services.templates = broken_templates("post.html")
    blog.get("/")
    answer = blog.get(path)
    assert answer.status_code == 500
    assert "The Cat Times" in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert SECURITY.items() <= dict(answer.headers).items()
    for leak in ("Traceback", "ZeroDivision", "SECRET", "_posts/", ".py"):
        assert leak not in answer.text


def test_other_pages_go_on_after_one_broke() -> None:
    blog = Blog()
    path = blog.post("2020-01-02-hello.md")
    blog.services.templates = broken_templates("post.html")
    assert [blog.get(p).status_code for p in (path, "/", path)] == [500, 200, 500]


@pytest.mark.parametrize("name", ["base.html", "error.html"])
def test_a_plain_page_is_left_if_the_error_page_breaks_as_well(name: str) -> None:
    blog = Blog()
    blog.services.templates = broken_templates(name)
    blog.table_failure = DOWN
    answer = blog.get("/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "cannot be shown" in answer.text
    assert SECURITY.items() <= dict(answer.headers).items()


def test_missing_settings_do_not_reach_readers() -> None:
    def services() -> Services:
        raise SettingsError("COLDPRESS_BUCKET is not set.")

    answer = create_app(services).test_client().get("/")
    assert answer.status_code == 500
    assert "COLDPRESS" not in answer.text


def test_a_table_out_of_reach_is_a_503_with_a_time_to_try_again() -> None:
    blog = Blog(config="title: The Cat Times")
    blog.get("/")
    blog.table_failure = DOWN
    answer = blog.get("/2020/01/02/hello/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "The Cat Times" in answer.text
    assert SECURITY.items() <= dict(answer.headers).items()


def test_a_cold_process_answers_503_as_well() -> None:
    blog = Blog()
    blog.table_failure = DOWN
    assert blog.get("/").status_code == 503


def test_a_remembered_page_is_served_however_old_while_the_table_is_down() -> None:
    blog = Blog(remembered_seconds=5)
    path = blog.post("2020-01-02-hello.md", "Remember me.")
    blog.get(path)
    blog.table_failure = DOWN
    blog.clock.time += timedelta(days=400)
    answer = blog.get(path)
    assert (answer.status_code, "Remember me." in answer.text) == (200, True)
    assert blog.get(path, If_None_Match=answer.headers["ETag"]).status_code == 304


def test_a_page_that_nobody_read_yet_comes_from_the_bucket_while_the_table_is_down() -> None:
    blog = Blog(config="title: The Cat Times\npermalink: pretty")
    path = blog.post("2020-01-02-hello.md", "Straight from the *bucket*.")
    blog.table_failure = DOWN
    answer = blog.get(path, If_None_Match="*")
    assert answer.status_code == 200
    assert "Straight from the <em>bucket</em>." in answer.text
    assert "The Cat Times" in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Security-Policy"] == PAGE_POLICY
    assert "ETag" not in answer.headers


@pytest.mark.parametrize(
    "path", ["/2020/01/02/hidden/", "/2030/01/02/later/", "/draft/", "/drafts/draft/", "/"]
)
def test_what_is_not_published_does_not_come_from_the_bucket_either(path: str) -> None:
    blog = Blog()
    blog.put("_drafts/draft.md", "---\n---\nSecret.")
    blog.post("2020-01-02-hidden.md", "Secret.", published="false")
    blog.post("2030-01-02-later.md", "Secret.")
    blog.table_failure = DOWN
    answer = blog.get(path)
    assert (answer.status_code, "Secret." in answer.text) == (503, False)


def test_a_bucket_out_of_reach_as_well_is_a_503() -> None:
    blog = Blog()
    path = blog.post("2020-01-02-hello.md")
    blog.table_failure = blog.bucket_failure = DOWN
    assert blog.get(path).status_code == 503


def test_a_file_that_the_bucket_lost_is_a_503() -> None:
    blog = Blog()
    blog.put("a.bin", b"data", "application/octet-stream")
    blog.bucket._versions.clear()
    assert blog.get("/a.bin").status_code == 503


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/", "/2020/01/02/hello/", "/healthz", "/static/x.css"])
def test_methods_that_change_things_are_refused(method: str, path: str) -> None:
    answer = Blog().get(path, method)
    assert (answer.status_code, answer.text) == (405, "Method Not Allowed\n")
    assert answer.mimetype == "text/plain"
    assert set(answer.allow) == {"GET", "HEAD", "OPTIONS"}
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert SECURITY.items() <= dict(answer.headers).items()


def test_options_names_the_methods() -> None:
    answer = Blog().get("/", "OPTIONS")
    assert (answer.status_code, set(answer.allow)) == (200, {"GET", "HEAD", "OPTIONS"})
    assert SECURITY.items() <= dict(answer.headers).items()


def test_an_unexpected_error_of_aws_is_a_500_and_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    blog = Blog()
    blog.table_failure = RuntimeError("AccessDenied arn:aws:iam::123")
    answer = blog.get("/")
    assert answer.status_code == 500
    assert "arn:aws" not in answer.text
    assert "AccessDenied" in caplog.text


def test_a_table_out_of_reach_is_logged_in_one_line(caplog: pytest.LogCaptureFixture) -> None:
    blog = Blog()
    blog.table_failure = DOWN
    blog.get("/")
    assert [record.getMessage() for record in caplog.records] == ["unavailable: table: timed out"]
