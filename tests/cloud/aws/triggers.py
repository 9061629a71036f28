"""What invokes a function beside readers: changes of the bucket, and the schedule.

Both are sent only if, and as, they were set up in the account.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-rule-schedule.html
"""

import itertools
import json
import mimetypes
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from tests.cloud.aws.account import ACCOUNT, REGION, Account

Invoke = Callable[[Mapping[str, Any]], None]
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Content:
    """The content bucket, whose notifications invoke a function.

    `s3` is a client of the server that holds the objects; `account` knows the notifications.
    """

    account: Account
    s3: Any
    bucket: str
    invoke: Invoke

    def put(self, key: str, content: str | bytes) -> None:
        """Upload a file; returns when the function has handled that."""
        data = content.encode() if isinstance(content, str) else content
        kind = mimetypes.guess_type(key)[0] or "binary/octet-stream"
        put = self.s3.put_object(Bucket=self.bucket, Key=key, Body=data, ContentType=kind)
        entity = {"size": len(data), "eTag": put["ETag"].strip('"')}
        self._notify("ObjectCreated:Put", key, put["VersionId"], entity)

    def delete(self, key: str) -> None:
        """Delete a file; returns when the function has handled that."""
        deleted = self.s3.delete_object(Bucket=self.bucket, Key=key)
        entity = {"eTag": "d41d8cd98f00b204e9800998ecf8427e"}
        self._notify("ObjectRemoved:DeleteMarkerCreated", key, deleted["VersionId"], entity)

    def tell(self, key: str) -> None:
        """Have the function handle that somebody else has uploaded a file."""
        head = self.s3.head_object(Bucket=self.bucket, Key=key)
        entity = {"size": head["ContentLength"], "eTag": head["ETag"].strip('"')}
        self._notify("ObjectCreated:Put", key, head["VersionId"], entity)

    def put_folder(self, folder: Path) -> None:
        """Upload all files of a folder."""
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                self.put(path.relative_to(folder).as_posix(), path.read_bytes())

    def _notify(self, name: str, key: str, version: str, entity: Mapping[str, Any]) -> None:
        for configured in self._notifications(name, key):
            record = _record(name, self.bucket, configured["Id"], key)
            record["s3"]["object"] |= {**entity, "versionId": version}
            self.invoke({"Records": [record]})

    def _notifications(self, name: str, key: str) -> Iterator[Mapping[str, Any]]:
        s3 = self.account.client("s3")
        found = s3.get_bucket_notification_configuration(Bucket=self.bucket)
        for configured in found.get("LambdaFunctionConfigurations", []):
            wanted = any(fnmatchcase(f"s3:{name}", event) for event in configured["Events"])
            if wanted and _passes(key, configured.get("Filter", {})):
                yield configured


def _passes(key: str, filters: Mapping[str, Any]) -> bool:
    rules = filters.get("Key", {}).get("FilterRules", [])
    values = {rule["Name"].lower(): rule["Value"] for rule in rules}
    return key.startswith(values.get("prefix", "")) and key.endswith(values.get("suffix", ""))


def _record(name: str, bucket: str, configuration: str, key: str) -> dict[str, Any]:
    """Keys are escaped as in forms, but for their slashes."""
    return {
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": REGION,
        "eventTime": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.000Z}",
        "eventName": name,
        "userIdentity": {"principalId": "AWS:AIDAXMPL"},
        "requestParameters": {"sourceIPAddress": "203.0.113.9"},
        "responseElements": {"x-amz-request-id": "C3D13FE58DE4C810", "x-amz-id-2": "FMyUVURIY8="},
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": configuration,
            "bucket": {
                "name": bucket,
                "ownerIdentity": {"principalId": "A3NL1KOZZKExample"},
                "arn": f"arn:aws:s3:::{bucket}",
            },
            "object": {"key": quote_plus(key, safe="/"), "sequencer": f"{next(_numbers):018X}"},
        },
    }


@dataclass(frozen=True, slots=True)
class Schedule:
    """The rules by which a function is invoked again and again."""

    account: Account
    function: str
    invoke: Invoke

    def pass_a_minute(self) -> list[str]:
        """Fire every rule that is enabled; their names."""
        events = self.account.client("events")
        fired = []
        for rule in events.list_rules()["Rules"]:
            targets = events.list_targets_by_rule(Rule=rule["Name"])["Targets"]
            for target in targets if rule["State"] == "ENABLED" else []:
                if target["Arn"].endswith(f":function:{self.function}"):
                    self.invoke(_transform(_scheduled_event(rule["Arn"]), target))
                    fired.append(rule["Name"])
        return fired


def _scheduled_event(rule_arn: str) -> dict[str, Any]:
    return {
        "version": "0",
        "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa",
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": ACCOUNT,
        "time": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "region": REGION,
        "resources": [rule_arn],
        "detail": {},
    }


def _transform(event: Mapping[str, Any], target: Mapping[str, Any]) -> dict[str, Any]:
    """https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html"""
    transformer = target["InputTransformer"]
    values = {k: event[path.removeprefix("$.")] for k, path in transformer["InputPathsMap"].items()}
    template = transformer["InputTemplate"]
    filled = re.sub(r"<([^<>]+)>", lambda found: json.dumps(values[found[1]]), template)
    transformed: dict[str, Any] = json.loads(filled)
    return transformed
