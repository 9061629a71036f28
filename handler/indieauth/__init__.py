"""Looking at what a program that asks for leave says of itself, as `services/ports.py` asks for it.

May import: services and core.
Never comes in: whom to believe, and anything that a reader would wait for.
"""
