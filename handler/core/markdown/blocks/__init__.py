"""Lines become blocks: headings, lists, tables, code, HTML, definitions.

May import: core/markdown/document and the modules beside these folders.
Never comes in: the text within a block, which core/markdown/inlines reads, and writing HTML.
"""
