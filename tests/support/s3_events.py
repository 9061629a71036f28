"""S3 notifications as S3 sends them.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
"""

from typing import Any, Literal
from urllib.parse import quote_plus


def s3_event(
    bucket: str,
    *keys: str,
    name: Literal["ObjectCreated:Put", "ObjectRemoved:Delete"],
    **of: str,
) -> dict[str, Any]:
    """The event for changes of keys; S3 form-encodes them but leaves slashes.

    `of` is what else it says of the objects: `versionId` and `eTag`.
    """
    return {
        "Records": [
            {
                "eventVersion": "2.1",
                "eventSource": "aws:s3",
                "eventName": name,
                "s3": {
                    "s3SchemaVersion": "1.0",
                    "bucket": {"name": bucket, "arn": f"arn:aws:s3:::{bucket}"},
                    "object": {"key": quote_plus(key, safe="/"), **of},
                },
            }
            for key in keys
        ]
    }
