"""GitHub's REST API, as `services/ports.py` asks for it.

May import: services and core.
Never comes in: what comments mean to the blog, and anything that a reader would wait for.
"""
