"""AWS on this machine: moto's server in a process of its own, made to behave like AWS.

May import: `cli/infrastructure/`, settings, and moto in that process alone.
Never comes in: the blog; it sees an address and credentials, as it does of AWS.
"""
