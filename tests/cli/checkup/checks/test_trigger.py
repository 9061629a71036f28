"""Checks of what lets S3 and the clock call the function."""

from handler.cli.checkup.checks import settings, tick, trigger
from handler.cli.checkup.facts import FunctionPolicy, Listener, Rule
from tests.cli.checkup.builders import FUNCTION_ARN, SETTINGS, make_deployment, make_permission

DEV = make_deployment()
RULE_ARN = "arn:aws:events:eu-west-1:123456789012:rule/blog-dev-handler.entry.on_tick"


def make_listener(
    *,
    id: str = "blog-dev",
    target: str = FUNCTION_ARN,
    events: frozenset[str] = frozenset(trigger.EVENTS),
    filters: tuple[str, ...] = (),
) -> Listener:
    return Listener(id, target, events, filters)


def make_rule(*, state: str = "ENABLED", expression: str = "rate(1 minute)") -> Rule:
    return Rule("blog-dev-handler.entry.on_tick", RULE_ARN, state, expression)


def test_zappas_own_configuration_is_right() -> None:
    listeners = [make_listener()]
    assert trigger.notifications(listeners, DEV).mark == "right"
    assert trigger.others(listeners, DEV).mark == "right"


def test_the_function_of_another_stage_is_not_ours() -> None:
    listeners = [make_listener(target=FUNCTION_ARN.replace("dev", "production"))]
    assert trigger.notifications(listeners, DEV).mark == "wrong"
    assert trigger.others(listeners, DEV).mark == "doubtful"


def test_what_zappa_would_not_replace_is_doubtful() -> None:
    listeners = [make_listener(id="blog-dev:handler.entry.on_content_change")]
    assert trigger.notifications(listeners, DEV).mark == "right"
    assert trigger.others(listeners, DEV).mark == "doubtful"


def test_two_configurations_may_share_the_events() -> None:
    created, removed = trigger.EVENTS
    halves = [make_listener(events=frozenset({event})) for event in (created, removed)]
    assert trigger.notifications(halves, DEV).mark == "right"


def test_single_kinds_of_uploads_do_not_suffice() -> None:
    listeners = [make_listener(events=frozenset({"s3:ObjectCreated:Put"}))]
    found = trigger.notifications(listeners, DEV)
    assert found.text == "The function does not hear of new and changed and deleted files."


def test_filters_hide_keys() -> None:
    found = trigger.notifications([make_listener(filters=("suffix .md",))], DEV)
    assert found.text == "The function hears only of keys with suffix .md."


def test_s3_may_call_for_this_bucket_only() -> None:
    elsewhere = make_permission(source="arn:aws:s3:::other")
    assert trigger.permission(FunctionPolicy((elsewhere,)), DEV).mark == "wrong"
    assert trigger.permission(FunctionPolicy((elsewhere, make_permission())), DEV).mark == "right"


def test_a_policy_that_grows_full_says_what_to_remove() -> None:
    """Each `zappa update` adds a statement for S3 that it never removes."""
    kept, old = make_permission(sid="s3-content"), make_permission(sid="B2")
    found = trigger.policy_size(FunctionPolicy((kept, old), 20_001), DEV)
    assert found.text == "The function's policy has 20,001 bytes; Lambda takes 20,480."
    assert found.fix == (
        "for id in B2; do aws --region eu-west-1 lambda remove-permission "
        "--function-name blog-dev --statement-id $id; done"
    )


def test_a_rule_of_another_function_is_not_the_tick() -> None:
    rule = Rule("blog-dev-handler.entry.on_tick_off", RULE_ARN, "ENABLED", "rate(1 minute)")
    assert tick.tick([rule], DEV).text.startswith("Nothing calls handler.entry.on_tick: ")


def test_the_tick_may_be_a_cron() -> None:
    assert tick.tick([make_rule(expression="cron(* * * * ? *)")], DEV).mark == "right"


def test_eventbridge_needs_a_right_for_each_rule() -> None:
    policy = FunctionPolicy((make_permission("events.amazonaws.com", RULE_ARN),))
    assert tick.permission([make_rule()], policy, DEV).mark == "right"
    assert tick.permission([make_rule()], FunctionPolicy(), DEV).text == (
        "EventBridge may not call the function for blog-dev-handler.entry.on_tick."
    )


def test_a_blog_need_not_be_kept_warm() -> None:
    assert tick.keep_warm([], make_deployment(keep_warm=False)).mark == "right"
    assert tick.keep_warm([], DEV).mark == "doubtful"


def test_settings_must_name_one_bucket() -> None:
    source, clock = SETTINGS["events"]
    moved = {**source, "event_source": {"arn": "arn:aws:s3:::old"}}
    found = settings.events(make_deployment(events=[moved, clock]))
    assert found.text == "handler.entry.on_content_change has arn:aws:s3:::old as its source."
    assert found.fix == 'Set "arn": "arn:aws:s3:::content" in its event_source, ' + (
        "then zappa schedule dev"
    )


def test_settings_must_have_a_tick() -> None:
    found = settings.events(make_deployment(events=SETTINGS["events"][:1]))
    assert found.text == "No event calls handler.entry.on_tick."
