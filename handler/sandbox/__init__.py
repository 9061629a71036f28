"""Processes that compute what authors' files come to, and may be ended while they do.

This room imports `services` for its ports alone; what a process computes is named to it. No file
of an author's is read, rendered or measured in the process that answers readers and publishes.
"""
