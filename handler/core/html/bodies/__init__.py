"""The HTML of a body as the theme shows it: images, callouts, frames, headings, what stands aside.

May import: the modules beside this folder, core/model.
Never comes in: reading and cleaning HTML in general.
"""
