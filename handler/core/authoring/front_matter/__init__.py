"""A file as text: its front matter found, taken apart and changed, to the character.

May import: core/yaml, core/model.
Never comes in: what is to become of a text, which the modules beside this folder decide.
"""
