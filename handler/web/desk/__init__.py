"""The author's desk: writing the blog in a browser, at `/_coldpress/desk/`.

May import: whatever `handler/web` may; only a request for the desk imports it.
Never comes in: whether files are in a folder or a bucket, and how people sign in.
"""
