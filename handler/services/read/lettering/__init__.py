"""The letters of cards: which font has them, how they join, and where each stands.

May import the core and Pillow. Imported only when a card is drawn; no HTTP or AWS comes in.
"""
