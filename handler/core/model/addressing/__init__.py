"""Addresses: keys of files, paths, permalinks, URLs, and what the blog serves where.

May import: the rest of `core/model`.
Never comes in: reading front matter or configuration.
"""
