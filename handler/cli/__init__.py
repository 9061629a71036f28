"""The commands of authors and operators. It is not deployed.

May import: everything else; each command parses, asks a service and prints.
Never comes in: what runs on Lambda, and rules that the published blog has to follow too.
"""
