"""Fetching what strangers name: from the open internet alone, as `services/peers.py` asks for it.

May import: services and core.
Never comes in: whom to believe, and anything that a reader would wait for.
"""
