"""Publishing what git has committed, as a CI does: the checkout, what was pushed of it, and how.

May import: the rest of `cli/` except commands and the local blog, services and core.
Never comes in: questions, which nobody answers in a CI.
"""
