"""How much one file may come to; `docs/architecture.md` has these and all other limits."""

MAXIMUM_TEXT = 5_000_000
"""The most bytes that a text file may have."""
MAXIMUM_TEMPLATE = 100_000
"""The most bytes that a template of the blog's own may have."""
MOST_TEMPLATES = 60
"""How many templates of its own a blog may have."""
MAXIMUM_TEMPLATES = 1_000_000
"""The most characters that all of them may have together."""
MAXIMUM_PAGE = 4_000_000
"""The most characters that a page may come to with them."""
MAXIMUM_BODY = 2_000_000
"""The most bytes of HTML that a text may come to."""
MAXIMUM_ENTRY = 40_000
"""The most characters of what listings and feeds show of a text, beside its body."""
TEMPLATE_SECONDS = 2.0
"""Of computing, for trying a template of the blog's own on pages of every kind."""
VERSION_SECONDS = 5.0
"""Of computing, for one version of a file, when it is published."""
PUBLISHING_SECONDS = 10.0
"""Of computing, for a file with those older versions that come into question."""
READING_SECONDS = 1.5
"""Of computing, for all that a reader's request finds stale."""
MAXIMUM_ANSWER = 4_500_000
"""Bytes that Lambda can answer: 6 MB less a third for base64."""
