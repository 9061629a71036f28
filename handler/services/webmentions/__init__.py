"""Mentions of the blog on other sites come in, wait, and are shown; those that it makes are sent.

May import: core and the modules beside the flows.
Never comes in: other flows, and asking other sites while a reader waits.
"""
