"""Who may come in at the author's desk, kept in the bucket.

May import: `services/ports`, `core`. Only a request for the desk and the command import it.
Never comes in: cookies and pages.
"""
