"""What moto's CloudFormation leaves out of a stack, and the local server needs.

moto creates bucket, table and role from a template, but ignores that the bucket is versioned and
private and that items of the table expire, and keeps the role's policies in a form that it cannot
read. After a change set it forgets outputs and new parameters, and what follows from a condition
stays as it was.
"""

import json
from typing import Any

from moto.cloudformation.models import ChangeSet
from moto.cloudformation.parsing import ResourceMap
from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.table import Table
from moto.iam.models import Role
from moto.s3.models import FakeBucket, s3_backends
from moto.utilities.utils import get_partition

_bucket: Any = FakeBucket
_table: Any = Table
_role: Any = Role
_change_set: Any = ChangeSet
_resources: Any = ResourceMap
_create_bucket = _bucket.create_from_cloudformation_json
_create_table = _table.create_from_cloudformation_json
_put_policy = _role.put_policy
_apply = _change_set.apply
_update_bucket = _bucket.update_from_cloudformation_json
_differ = _resources.build_resource_diff


def _create_whole_bucket(name: str, described: Any, account: str, region: str, **named: Any) -> Any:
    bucket = _create_bucket(name, described, account, region, **named)
    backend: Any = s3_backends[account][get_partition(region)]
    properties = described["Properties"]
    if versioning := properties.get("VersioningConfiguration"):
        backend.put_bucket_versioning(name, versioning["Status"])
    if block := properties.get("PublicAccessBlockConfiguration"):
        switches = {switch: str(on).lower() for switch, on in block.items()}
        backend.put_public_access_block(name, switches)
    _let_in(bucket, properties)
    return bucket


def _let_in(bucket: Any, properties: Any) -> None:
    """Let pages of other origins do what a template says, which moto passes over."""
    bucket.delete_cors()
    given = properties.get("CorsConfiguration", {}).get("CorsRules", [])
    names = {"AllowedMethods": "AllowedMethod", "AllowedOrigins": "AllowedOrigin"}
    if rules := [{names[name]: each[name] for name in names} for each in given]:
        bucket.set_cors(rules)


def _update_whole_bucket(original_resource: Any, cloudformation_json: Any, **named: Any) -> Any:
    updated = _update_bucket(
        original_resource=original_resource, cloudformation_json=cloudformation_json, **named
    )
    _let_in(updated, cloudformation_json["Properties"])
    return updated


def _update_role(original_resource: Any, cloudformation_json: Any, **_: Any) -> Any:
    for policy in cloudformation_json["Properties"]["Policies"]:
        original_resource.put_policy(policy["PolicyName"], policy["PolicyDocument"])
    return original_resource


def _differ_by_conditions(resources: Any, template: Any, parameters: Any = None) -> Any:
    found = _differ(resources, template, parameters)
    if parameters and parameters != resources.input_parameters:
        depending = [k for k, v in template["Resources"].items() if "'Fn::If'" in str(v)]
        known = [name for name in depending if name in resources._resource_json_map]
        found["Modify"] = list(dict.fromkeys([*found["Modify"], *known]))
    return found


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
    _bucket.update_from_cloudformation_json = _update_whole_bucket
    _role.update_from_cloudformation_json = _update_role
    _resources.build_resource_diff = _differ_by_conditions
