"""The files of photos: where they tell the place, and what hides it without touching a pixel.

May import: core/model.
Never comes in: decoding pictures, and steps without a count.
"""
