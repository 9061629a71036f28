"""Front matter, value by value, as Jekyll and its plugins take it.

May import: `core/site`, `core/yaml`, `core/model`.
Never comes in: the text below it.
"""
