"""How texts of other programs become Markdown or HTML that the blog shows alike. No IO here.

May import: core.
Never comes in: files, addresses that are asked, what is written where.
"""
