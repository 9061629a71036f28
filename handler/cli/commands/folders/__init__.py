"""Commands for a folder with a blog: shown, checked and compared here, made of an export, pushed.

May import: whatever `handler/cli/commands` may.
Never comes in: decisions, and what several commands share.
"""
