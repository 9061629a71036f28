"""What programs get: feeds, sitemaps, posts as JSON and Markdown, news for hubs.

May import: core/jekyll, core/pages and the folders below them.
Never comes in: pages for people, and telling a hub.
"""
