"""`export`: the whole site becomes files that any server sends.

May import: all of handler but other commands' rooms.
Never comes in: a second way to render; each page is what the application answers.
"""
