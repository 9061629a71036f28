"""The letters of cards: which font has them, how they join, and where each stands.

May import: core, Pillow.
Never comes in: HTTP, AWS, or a page's request; it is imported only when a card is drawn.
"""
