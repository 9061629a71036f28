"""What GitHub has of an issue becomes what the pages of its posts show.

May import: core and the modules beside the flows.
Never comes in: other flows, and asking GitHub while a reader waits.
"""
