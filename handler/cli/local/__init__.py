"""`coldpress serve`: the whole blog on this machine, in memory or on an embedded AWS.

May import: everything else.
Never comes in: another way to publish or to read than the deployed one.
"""
