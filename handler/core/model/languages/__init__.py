"""Languages: how they are written, told apart, translated, and cut.

May import: the rest of `core/model`.
Never comes in: what a page shows.
"""
