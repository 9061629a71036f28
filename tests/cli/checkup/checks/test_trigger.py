"""Checks of what lets S3 and the clock call the function."""

from dataclasses import replace

from handler.cli.checkup.checks import settings, tick, trigger
from handler.cli.checkup.connection import ADDRESS_STATEMENT, EVENTS
from handler.cli.checkup.facts import FunctionPolicy, Listener, Rule
from tests.cli.checkup.builders import (
    BUCKET_ARN,
    FUNCTION_ARN,
    SETTINGS,
    make_deployment,
    make_permission,
)

DEV = make_deployment()
RULE_ARN = "arn:aws:events:eu-west-1:123456789012:rule/blog-dev-handler.entry.on_tick"


def make_listener(
    *,
    id: str = "blog-dev",
    target: str = FUNCTION_ARN,
    events: frozenset[str] = frozenset(EVENTS),
    filters: tuple[str, ...] = (),
) -> Listener:
    return Listener(id, target, events, filters)


def make_rule(*, state: str = "ENABLED", expression: str = "rate(1 minute)") -> Rule:
    return Rule("blog-dev-handler.entry.on_tick", RULE_ARN, state, expression)


def test_the_usual_configuration_is_right() -> None:
    listeners = [make_listener()]
    assert trigger.notifications(listeners, DEV).mark == "right"
    assert trigger.others(listeners, DEV).mark == "right"


def test_the_function_of_another_stage_is_not_ours() -> None:
    listeners = [make_listener(target=FUNCTION_ARN.replace("dev", "production"))]
    assert trigger.notifications(listeners, DEV).mark == "wrong"
    assert trigger.others(listeners, DEV).mark == "doubtful"


def test_our_function_is_ours_by_whatever_name() -> None:
    listeners = [make_listener(id="blog-dev:handler.entry.on_content_change")]
    assert trigger.notifications(listeners, DEV).mark == "right"
    assert trigger.others(listeners, DEV).mark == "right"


def test_two_configurations_may_share_the_events() -> None:
    created, removed = EVENTS
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


def test_a_policy_that_grows_full_is_tidied_by_provision() -> None:
    """Each `zappa update` once added a statement for S3 that it never removed."""
    statements = tuple(make_permission(sid=f"OLD0000{number}") for number in range(2))
    found = trigger.policy_size(FunctionPolicy(statements, 20_001), DEV)
    assert found.text == "The function's policy has 20,001 bytes; Lambda takes 20,480."
    assert found.fix == "coldpress provision dev"


def test_a_policy_that_others_fill_is_theirs_to_tidy() -> None:
    others = FunctionPolicy((make_permission(sid="partner"),), 20_001)
    assert trigger.policy_size(others, DEV).fix == (
        "For each statement that nobody needs: aws --region eu-west-1 lambda remove-permission "
        "--function-name blog-dev --statement-id ID"
    )


def test_any_account_may_call_what_zappa_grants_for_an_address() -> None:
    anybody = frozenset({"*"})
    zappas = make_permission(sid=ADDRESS_STATEMENT, principals=anybody, conditions={})
    found = trigger.strangers(FunctionPolicy((zappas,)), DEV)
    assert (found.mark, found.fix) == ("wrong", "coldpress provision dev")
    via_address = {"lambda:invokedviafunctionurl": frozenset({"true"})}
    ours = replace(zappas, conditions=via_address)
    assert trigger.strangers(FunctionPolicy((ours, make_permission())), DEV).mark == "right"


def test_a_statement_of_somebody_elses_that_is_open_to_all_is_named() -> None:
    opened = make_permission(sid="partner", principals=frozenset({"*"}), conditions={})
    assert trigger.strangers(FunctionPolicy((opened,)), DEV).fix == (
        "aws --region eu-west-1 lambda remove-permission --function-name blog-dev "
        "--statement-id partner"
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


def test_settings_leave_the_trigger_to_us() -> None:
    source = {"function": "handler.entry.on_content_change", "event_source": {"arn": BUCKET_ARN}}
    found = settings.events(make_deployment(events=[source, *SETTINGS["events"]]))
    assert found.text == "Each update by Zappa cuts the bucket's trigger, for minutes perhaps."
    assert found.fix == (
        "Remove handler.entry.on_content_change from events, then coldpress deploy dev"
    )
    assert settings.events(make_deployment(callbacks={})).mark == "wrong"
    assert settings.events(DEV).mark == "right"


def test_settings_must_have_a_tick() -> None:
    found = settings.events(make_deployment(events=[]))
    assert found.text == "No event calls handler.entry.on_tick."
