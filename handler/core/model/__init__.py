"""Plain data and the names that everybody uses: entries, addresses, terms, limits.

May import: nothing else of the program.
Never comes in: reading or writing a format, and whatever only one folder needs.
"""
