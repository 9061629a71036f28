"""A path becomes a reply: from memory, from the page cache, or rendered on a miss.

May import: core, the modules beside the flows, and `fingerprints.py` for the theme's files.
Never comes in: other flows, and on a cached page Markdown, Liquid, YAML or the bucket's client.
"""
