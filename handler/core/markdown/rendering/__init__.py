"""The tree of a document becomes HTML.

May import: every other folder of core/markdown.
Never comes in: decisions on what the author's characters mean.
"""
