"""What authors' commands and desk decide: edits of front matter, names of files, moves.

May import: every other room of core but feeds and search.
Never comes in: reading or writing files, and what is published of them.
"""
