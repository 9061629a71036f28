"""A template while it is evaluated: its variables, its limits, its nodes, where it stands.

May import: core/liquid/values, core/liquid/parsing, core/model.
Never comes in: single tags and filters.
"""
