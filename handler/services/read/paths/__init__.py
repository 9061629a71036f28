"""What is at a path: a page and whose it is, a file, a redirect, or nothing.

May import: core, `replies.py` and `sites.py` beside it, and the modules beside the flows.
Never comes in: what a page shows.
"""
