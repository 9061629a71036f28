"""YAML as Jekyll's Ruby reads it: front matter, scalars, dates, and mistakes put into words.

May import: core/model.
Never comes in: what a key of front matter or configuration means.
"""
