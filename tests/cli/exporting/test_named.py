"""The addresses that files name."""

from handler.cli.exporting.named import addresses_in

PAGE = """
<link rel="stylesheet" href="/a.css"><meta property="og:image" content="/card.png">
<meta http-equiv="Refresh" content="0; URL='/next/'">
<style>p {background: url(/in-style.png)}</style>
<a href="/b?x=1&amp;y=2">b</a><img src="c.png" srcset="/c-1.webp 480w,
/c-2.webp 960w"><video poster=/p.jpg src=/v.mp4></video><p style="background:url('/d.png')">
<code>&lt;img src="/no.png"&gt;</code>
"""


def test_a_page_names_what_browsers_follow_and_load() -> None:
    assert sorted(addresses_in(PAGE.encode(), "text/html; charset=utf-8")) == [
        *("/a.css", "/b?x=1&y=2", "/c-1.webp", "/c-2.webp", "/card.png", "/d.png"),
        *("/in-style.png", "/next/", "/p.jpg", "/v.mp4", "c.png"),
    ]


def test_a_stylesheet_names_fonts_pictures_and_others() -> None:
    css = b"@import 'more.css'; a {src: url(\"f.woff2\")} b {background: url( g.png )}"
    assert set(addresses_in(css, "text/css")) == {"more.css", "f.woff2", "g.png"}


def test_feeds_and_sitemaps_name_pages() -> None:
    atom = b'<?xml-stylesheet type="text/css" href="/s.css"?><link rel="self" href="/f?a&amp;b"/>'
    assert list(addresses_in(atom, "application/atom+xml")) == ["/s.css", "/f?a&b"]
    sitemap = b"<url><loc>https://a.test/%ED%95%9C/</loc></url>"
    assert list(addresses_in(sitemap, "application/xml")) == ["https://a.test/%ED%95%9C/"]


def test_other_files_name_nothing() -> None:
    assert list(addresses_in(b'<a href="/x">', "text/plain")) == []
    assert list(addresses_in(b"\xff\xfe<a href=/x>", "text/html")) == ["/x"]
