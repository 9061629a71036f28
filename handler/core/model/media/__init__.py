"""Files of the bucket that are no text: their media types, pictures, and where photos were taken.

May import: the rest of `core/model`.
Never comes in: the bytes of files, which core/photos and the flows read.
"""
