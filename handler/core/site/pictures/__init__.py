"""Pictures of a site: what settings, its pages and the front matter of its entries say of them.

May import: core/model.
Never comes in: pictures in the text of a body, which belong to core/html/bodies.
"""
