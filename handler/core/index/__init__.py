"""The table's content: its items, the plan of a change, the cache tags that pages carry.

May import: core/model.
Never comes in: calls of the table, and what a page looks like.
"""
