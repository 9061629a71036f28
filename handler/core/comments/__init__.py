"""Comments of a post: the issue they are in, and GitHub's answers read as plain data.

May import: core/index, core/html, core/yaml, core/model.
Never comes in: asking GitHub, and HTML of strangers that nobody has cleaned.
"""
