"""Hubs that tell a feed's subscribers of news, as `services/ports.py` asks for them.

May import: services and core.
Never comes in: when a hub is to be told, and anything that a reader would wait for.
"""
