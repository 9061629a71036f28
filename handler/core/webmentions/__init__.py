"""Mentions of posts on other sites: what is kept of them, read out of their pages, and sent.

May import: core/html, core/index, core/yaml, core/model.
Never comes in: asking other sites, and HTML of strangers; what is kept of a mention is text.
"""
