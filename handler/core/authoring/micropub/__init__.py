"""Posts as programs send and ask for them: what a request means, and the files it comes to.

May import: the rest of `core/authoring`, and what that may.
Never comes in: HTTP, tokens and scopes.
"""
