"""HTTP: a request becomes a question to the services, their reply a response with its headers.

May import: wiring, services and core; Flask lives here alone.
Never comes in: AWS, and what a page says or how long it is kept.
"""
