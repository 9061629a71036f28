"""`import`: what another program exported becomes a Jekyll tree on this machine.

May import: the rest of handler/cli, core.
Never comes in: what only one program has, which belongs to kinds/.
"""
