"""The body of a text as HTML: Liquid and Markdown, links to sources, excerpt and words.

May import: the documents and authors of `core/jekyll`, and what `core/jekyll` may.
Never comes in: whether readers get a text.
"""
