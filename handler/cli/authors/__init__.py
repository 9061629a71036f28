"""What the commands of authors do: change texts, pull and push trees, look at older versions.

May import: the rest of `cli/` except commands and the local blog, services and core.
Never comes in: what a text means or becomes, which services decide, and plans that ask or print.
"""
