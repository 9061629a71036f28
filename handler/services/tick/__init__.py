"""What no event brings about, every minute: due posts, interrupted publishes, comparisons.

May import: core and the modules beside the flows; other flows are handed in.
Never comes in: work without an end: each piece stops in time and goes on with the next tick.
"""
