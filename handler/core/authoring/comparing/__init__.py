"""Two versions of a text beside each other, and a text beside the page that became of it.

May import: core/authoring/front_matter, core/model.
Never comes in: what an author wants changed.
"""
