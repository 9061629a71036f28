"""The files of photos: where they tell the place, and what hides it without touching a pixel.

May import the model. Nothing here decodes pictures, and nothing is imported by a page's reader:
containers are walked in counted steps, and what is not understood is taken for telling.
"""
