"""What Liquid's values are to a template: conversions, times, lists of posts.

May import: core/model and the modules beside these folders.
Never comes in: tags and filters.
"""
