"""What authors do to their texts: writing, publishing, renaming, taking back, older versions.

May import: core and the modules beside the flows.
Never comes in: other flows, and decisions about a text, which belong to core/authoring.
"""
