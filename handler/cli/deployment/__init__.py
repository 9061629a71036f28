"""A stage on AWS from the command line: deploying it, its names, logs and older versions.

May import: what commands share, `cli/authors`, `cli/infrastructure`, `cli/checkup`.
Never comes in: what a file means.
"""
