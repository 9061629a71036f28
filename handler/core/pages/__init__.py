"""What a page shows: its view, its head, what machines read, the templates' environment.

May import: core/site, core/comments and the folders below them.
Never comes in: Markdown, Liquid and YAML: a body comes rendered, so a cache miss does without them.
"""
