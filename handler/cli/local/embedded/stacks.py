"""What moto's CloudFormation leaves out of a stack, and the local server needs.

moto creates bucket, table and role from a template, but ignores that the bucket is versioned and
private and that items of the table expire, and keeps the role's policies in a form that it cannot
read. After a change set it forgets outputs and new parameters.
"""

import json
from typing import Any

from moto.cloudformation.models import ChangeSet
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.table import Table
from moto.iam.models import Role
from moto.s3.models import FakeBucket, s3_backends
from moto.utilities.utils import get_partition

_bucket: Any = FakeBucket
_table: Any = Table
_role: Any = Role
_change_set: Any = ChangeSet
_create_bucket = _bucket.create_from_cloudformation_json
_create_table = _table.create_from_cloudformation_json
_put_policy = _role.put_policy
_apply = _change_set.apply


def _create_whole_bucket(name: str, described: Any, account: str, region: str, **named: Any) -> Any:
    bucket = _create_bucket(name, described, account, region, **named)
    backend: Any = s3_backends[account][get_partition(region)]
    properties = described["Properties"]
    if versioning := properties.get("VersioningConfiguration"):
        backend.put_bucket_versioning(name, versioning["Status"])
    if block := properties.get("PublicAccessBlockConfiguration"):
        switches = {switch: str(on).lower() for switch, on in block.items()}
        backend.put_public_access_block(name, switches)
    return bucket


def _create_whole_table(name: str, described: Any, account: str, region: str, **named: Any) -> Any:
    table = _create_table(name, described, account, region, **named)
    backend: Any = dynamodb_backends[account][region]
    properties = described["Properties"]
    if expiry := properties.get("TimeToLiveSpecification"):
        backend.update_time_to_live(name, expiry)
    if recovery := properties.get("PointInTimeRecoverySpecification"):
        backend.update_continuous_backups(name, recovery)
    return table


def _put_policy_as_text(role: Any, name: str, document: Any) -> None:
    _put_policy(role, name, document if isinstance(document, str) else json.dumps(document))


def _apply_and_remember(change_set: Any) -> None:
    _apply(change_set)
    stack = change_set.stack
    stack.template_dict = change_set.template_dict
    stack.parameters = change_set.parameters
    stack.output_map = stack._create_output_map()


def patch_cloudformation() -> None:
    """Make stacks hold what their template says."""
    _bucket.create_from_cloudformation_json = _create_whole_bucket
    _table.create_from_cloudformation_json = _create_whole_table
    _role.put_policy = _put_policy_as_text
    _change_set.apply = _apply_and_remember
