"""HTML that is there already: cleaned, coloured, shortened, its images and links completed.

May import: core/model.
Never comes in: Markdown, Liquid and templates.
"""
