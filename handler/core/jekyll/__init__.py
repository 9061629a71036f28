"""What a file of the blog means, as Jekyll takes it: metadata, address, body, excerpt.

May import: core/site, core/liquid, core/markdown and the folders below them.
Never comes in: the page around the body, and the table.
"""
