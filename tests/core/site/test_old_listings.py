"""Addresses of listings that Jekyll's plugins make are read as the plugins are configured."""

import pytest

from handler.core.model.addressing.addresses import Listing
from handler.core.model.entries import Json, SiteConfig
from handler.core.site.old_listings import OldListing, old_listing, page_size

CONFIG: dict[str, Json] = {
    "paginate_path": "/blog/p-:num/",
    "jekyll-archives": {
        "permalinks": {
            "tag": "/topics/:name.html",
            "year": "/in/:year/",
            "month": "/in/:year/:month/",
            "day": "/on/:year-:month-:day.html",
        }
    },
    "autopages": {"categories": {"permalink": "/kind/:cat"}},
    "pagination": {"permalink": "/seite/:num/", "per_page": 7},
}


ODD: dict[str, Json] = {
    "paginate_path": "/:name/",
    "jekyll-archives": {
        "permalinks": {"tag": "/:category/:name/", "year": "(:year", "month": "/:x/", "day": 7}
    },
    "autopages": {"tags": ["x"], "categories": {"permalink": ":num:num"}},
    "pagination": {"permalink": "/:title/"},
}


@pytest.mark.parametrize(
    ("path", "listing", "page"),
    [
        ("/page2/", Listing("all"), 2),
        ("/page2/index.html", Listing("all"), 2),
        ("/page/3", Listing("all"), 3),
        ("/blog/p-4/", Listing("all"), 4),
        ("/tag/Flask/", Listing("tag", "Flask"), 1),
        ("/tag/flask.html", Listing("tag", "flask"), 1),
        ("/tag/c++/page2/", Listing("tag", "c++"), 2),
        ("/category/big-waves/page/2/", Listing("category", "big-waves"), 2),
        ("/tags/Big Waves/", Listing("tag", "Big Waves"), 1),
        ("/topics/flask.html", Listing("tag", "flask"), 1),
        ("/kind/sea", Listing("category", "sea"), 1),
        ("/in/2017/", Listing("year", "2017"), 1),
        ("/in/2017/05/", Listing("month", "2017-05"), 1),
        ("/on/2017-05-03.html", Listing("month", "2017-05"), 1),
        ("/2017/page/2/", Listing("year", "2017"), 2),
        ("/2017/05/page2/", Listing("month", "2017-05"), 2),
        ("/blog/", Listing("all"), 1),
        ("/seite/2/", Listing("all"), 2),
        ("/kind/sea/seite/3/", Listing("category", "sea"), 3),
    ],
)
def test_an_old_address_names_a_listing(path: str, listing: Listing, page: int) -> None:
    assert old_listing(path, SiteConfig(data=CONFIG)) == OldListing(listing, page)


@pytest.mark.parametrize(
    "path", ["/", "/tag/", "/tag/a/b/", "/pages/", "/page2x/", "/page٣/", "/about/"]
)
@pytest.mark.parametrize("data", [{}, CONFIG, {"paginate_path": 7}, ODD])
def test_other_addresses_name_none(path: str, data: dict[str, Json]) -> None:
    assert old_listing(path, SiteConfig(data=data)) is None


def test_a_page_had_as_many_posts_as_the_plugin_was_told() -> None:
    assert page_size(SiteConfig(data=CONFIG)) == 7
    assert page_size(SiteConfig(paginate=3)) == 3


def test_a_day_leads_to_its_month_if_days_had_listings() -> None:
    with_days = SiteConfig(data={"jekyll-archives": {"enabled": "all"}})
    assert old_listing("/2017/05/03/", with_days) == OldListing(Listing("month", "2017-05"))
    assert old_listing("/2017/05/03/", SiteConfig()) is None
