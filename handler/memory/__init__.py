"""What `services/ports.py` asks for, without AWS: for tests, `coldpress check`, simulations, and
the commands of authors, which change a folder on disk.

May import: services and core.
Never comes in: what the real stores would not do; one suite of contracts runs against both.
"""
