"""Search, as far as it is pure: words, queries, snippets, spelling.

The index itself, a file of SQLite's, is in `services/search/index_file.py`.
May import: core/pages, core/jekyll and the folders below them.
Never comes in: IO, SQL.
"""
