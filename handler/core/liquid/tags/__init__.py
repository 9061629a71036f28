"""The tags of Liquid and of Jekyll, a family of them a module.

May import: core/liquid/filters, runtime, parsing and values; core/html and core/model.
Never comes in: looking up what an include or a post holds: a tag says that it needs it.
"""
