"""The flows, each in its folder; what several of them share stands beside the folders.

May import: core. The outside world comes in as the Protocols of `ports.py`.
Never comes in: AWS's SDK, Flask, the environment, and what core can decide without IO.
"""
