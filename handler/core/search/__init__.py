"""Search, as far as it is pure: words, queries, snippets, spelling. No IO here.

The index itself, a file of SQLite's, is in `services/search/index_file.py`.
"""
