"""What `services/ports.py` asks for, in memory: for tests, `coldpress check` and simulations.

May import: services and core.
Never comes in: what the real stores would not do; one suite of contracts runs against both.
"""
