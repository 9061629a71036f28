"""The text of a block becomes links, emphasis, code and typography.

May import: core/markdown/document and the modules beside these folders.
Never comes in: what spans several blocks, and writing HTML.
"""
