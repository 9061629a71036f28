"""A file of the bucket becomes what readers get: gather, plan, apply, invalidate.

May import: core and the modules beside the flows.
Never comes in: other flows, and readers' requests.
"""
