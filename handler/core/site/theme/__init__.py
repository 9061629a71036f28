"""`theme` in `_config.yml`: the colours, fonts and files that make the theme a site's own.

May import: core/model.
Never comes in: what stands on a page, and what social networks or feeds are told.
"""
