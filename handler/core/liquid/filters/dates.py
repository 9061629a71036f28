"""Filters that format times. No IO here."""

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo

from liquid.filter import with_context

from handler.core.liquid.runtime.context import Rendering
from handler.core.liquid.values.conversions import is_nil, to_s
from handler.core.liquid.values.times import ordinal, parse_time, strftime, zone_of


def _zone(context: Rendering) -> tzinfo:
    return zone_of(context.configuration("timezone"))


@with_context
def date(value: object, form: object = None, *, context: Rendering) -> object:
    """The time in the given format; what is no time stays what it is."""
    if value in ("now", "today"):
        raise ValueError("a text does not change by itself: there is no `now`")
    time = parse_time(value, _zone(context))
    return strftime(time, to_s(form)) if time and to_s(form) else value


def _time(value: object, context: Rendering) -> datetime:
    """The time, unlike that of `date` in the site's time zone if it has one."""
    time = parse_time(value, _zone(context))
    if not time:
        raise ValueError(f"`{to_s(value)}` is not a date")
    return time.astimezone(_zone(context)) if context.configuration("timezone") else time


def _formatter(form: str, ordinal_form: str = "", american_form: str = "") -> Callable[..., object]:
    @with_context
    def formatted(
        value: object, kind: object = None, style: object = None, *, context: Rendering
    ) -> object:
        if not to_s(value):
            return None if is_nil(value) else value
        time = _time(value, context)
        if kind != "ordinal" or not ordinal_form:
            return strftime(time, form)
        chosen = american_form if style == "US" else ordinal_form
        return strftime(time, chosen.replace("DAY", ordinal(time.day)))

    return formatted


FILTERS: Mapping[str, Callable[..., object]] = {
    "date": date,
    "date_to_xmlschema": _formatter("%Y-%m-%dT%H:%M:%S%:z"),
    "date_to_rfc822": _formatter("%a, %d %b %Y %H:%M:%S %z"),
    "date_to_string": _formatter("%d %b %Y", "DAY %b %Y", "%b DAY, %Y"),
    "date_to_long_string": _formatter("%d %B %Y", "DAY %B %Y", "%B DAY, %Y"),
}
