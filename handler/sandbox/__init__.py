"""Processes that compute what authors' files come to, and may be ended while they do.

May import: services, for its ports and the tasks that are named to it, and core.
Never comes in: reading, rendering or measuring an author's file in the process that asks.
"""
