"""What authors are told of that is no fault of a text: what is overlooked, foreign or stopped.

May import: the rest of `core/jekyll`, `core/html`, `core/model`.
Never comes in: a reason to refuse a file.
"""
