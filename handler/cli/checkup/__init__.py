"""What `coldpress doctor` looks at: gathered from AWS as plain data, judged by pure functions.

May import: cli/infrastructure, aws, services and core.
Never comes in: changes to anything, and printing.
"""
