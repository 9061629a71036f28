"""What `services/ports.py` asks for, in memory: for tests, `flask check` and simulations.

May import: services and core.
Never comes in: what the real stores would not do; one suite of contracts runs against both.
"""
