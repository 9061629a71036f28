"""What `services/ports.py` asks for, as AWS has it: S3, DynamoDB, CloudWatch's metrics.

May import: services and core; the only folder beside cli that knows botocore.
Never comes in: anything that decides about the blog, and errors of the SDK on their way out.
"""
