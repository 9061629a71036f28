"""Coming in at the desk on AWS: passkeys, sessions in cookies, invitations, and who there is.

May import: whatever `handler/web/desk` may, and `services/people`.
Never comes in: what the desk is for.
"""
