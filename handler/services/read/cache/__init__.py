"""Pages that were rendered before: in the table, and in the memory of this process.

May import: core's table items, and the modules beside the flows.
Never comes in: what finds or renders a page; a miss is told to whoever asked.
"""
