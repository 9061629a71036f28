"""`coldpress serve`: the whole blog on this machine, on an embedded S3 and DynamoDB.

May import: everything else.
Never comes in: another way to publish or to read than the deployed one.
"""
