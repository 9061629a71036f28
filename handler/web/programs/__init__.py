"""Programs that write for people: Micropub, and the tokens of IndieAuth that they do it with.

May import: whatever `handler/web/desk` may, and it; only a request of a program imports it.
Never comes in: cookies, and whatever a program's token does not say.
"""
