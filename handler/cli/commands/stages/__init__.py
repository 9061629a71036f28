"""Commands for a deployment: put up, looked at, mended, its code put back.

May import: whatever `handler/cli/commands` may.
Never comes in: decisions, and what several commands share.
"""
