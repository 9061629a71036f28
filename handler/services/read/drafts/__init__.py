"""Pages that are gathered: what they show is read, and their text has only to be rendered.

May import: core, and the modules beside the flows.
Never comes in: whether there is such a page, whether it is stored, and for how long.
"""
