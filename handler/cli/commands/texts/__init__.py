"""Commands for one text: begun, published, renamed, looked at in older versions.

May import: whatever `handler/cli/commands` may.
Never comes in: decisions, and what several commands share.
"""
