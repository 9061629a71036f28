"""The filters of Liquid and of Jekyll, by name.

Each takes the value first, then its arguments; `context` is passed to those that ask for it.
May import: core/liquid/runtime, parsing and values; core/markdown and core/model.
Never comes in: IO, and tags.
"""

from collections.abc import Callable, Mapping

from handler.core.liquid.filters import arrays, dates, numbers, queries, text, urls, writing

FILTERS: Mapping[str, Callable[..., object]] = {
    **text.FILTERS,
    **writing.FILTERS,
    **numbers.FILTERS,
    **arrays.FILTERS,
    **queries.FILTERS,
    **dates.FILTERS,
    **urls.FILTERS,
}
