"""The search index: kept up to date by the tick, copied and asked by readers.

May import: core and the modules beside the flows.
Never comes in: other flows, and a reader's words on any disk.
"""
