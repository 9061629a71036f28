"""What spans a document: footnotes, abbreviations, contents, figures, formulas.

May import: the modules beside these folders.
Never comes in: reading of blocks or inlines.
"""
