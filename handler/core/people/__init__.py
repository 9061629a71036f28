"""Who may come in at the author's desk: people, passkeys, sessions, invitations. No IO here.

May import: `core/model`. What is decided takes the time, and whatever is random, as arguments.
Never comes in: WebAuthn and cookies, which `handler/web/desk/signing` knows.
"""
