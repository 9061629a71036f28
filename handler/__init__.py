"""Coldpress: a blog that is a folder of files in an S3 bucket.

May import: cli, entry, web → wiring → aws, memory, github, websub → services → core; each what
follows it.
Never comes in: an import that runs back up, or a module that belongs into one of the folders.
"""
