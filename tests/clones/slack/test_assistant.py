"""Assistants' threads, functions, calls, manifests."""

from slack_sdk import WebClient
from tests.clones.slack.conftest import ADA_ID, WEBAPP, refused


def test_an_assistants_thread(ada: WebClient, bot: WebClient) -> None:
    ts = ada.chat_postMessage(channel=WEBAPP, text="x")["ts"]
    assert bot.assistant_threads_setTitle(channel_id=WEBAPP, thread_ts=ts, title="Help")["ok"]
    prompts = [{"title": "a", "message": "b"}]
    assert bot.assistant_threads_setSuggestedPrompts(channel_id=WEBAPP, thread_ts=ts, prompts=prompts)["ok"]
    bad = refused(lambda: bot.assistant_threads_setStatus(channel_id=WEBAPP, thread_ts="1.000000", status="x"))
    assert bad == "invalid_thread_ts"
    assert (
        refused(lambda: bot.assistant_threads_setSuggestedPrompts(channel_id=WEBAPP, thread_ts=ts, prompts=[]))
        == "no_prompts"
    )


def test_a_function_ends_once(bot: WebClient) -> None:
    bot.functions_completeSuccess(function_execution_id="Fx1", outputs={"a": 1})
    word = refused(lambda: bot.functions_completeError(function_execution_id="Fx1", error="late"))
    assert word == "function_execution_already_completed"


def test_a_call_with_people(ada: WebClient) -> None:
    made = ada.calls_add(external_unique_id="c1", join_url="https://meet.example/1", users=[{"slack_id": ADA_ID}])[
        "call"
    ]
    ada.calls_participants_add(id=made["id"], users=[{"external_id": "x", "display_name": "Guest"}])
    assert len(ada.calls_info(id=made["id"])["call"]["users"]) == 2
    ada.calls_participants_remove(id=made["id"], users=[{"slack_id": ADA_ID}])
    ada.calls_end(id=made["id"], duration=60)
    assert ada.calls_info(id=made["id"])["call"]["duration"] == 60
    assert refused(lambda: ada.calls_info(id="R0NO")) == "not_found"


def test_an_app_by_its_manifest(ada: WebClient) -> None:
    manifest = {"display_information": {"name": "Helper"}, "settings": {"socket_mode_enabled": True},
                "oauth_config": {"scopes": {"bot": ["chat:write"]}}}  # fmt: skip
    made = ada.apps_manifest_create(manifest=manifest)
    assert set(made["credentials"]) == {"client_id", "client_secret", "verification_token", "signing_secret"}
    assert ada.apps_manifest_export(app_id=made["app_id"])["manifest"] == manifest
    more = {**manifest, "oauth_config": {"scopes": {"bot": ["chat:write", "files:read"]}}}
    assert ada.apps_manifest_update(app_id=made["app_id"], manifest=more)["permissions_updated"] is True
    assert refused(lambda: ada.apps_manifest_validate(manifest={"settings": {}})) == "invalid_manifest"
    ada.apps_manifest_delete(app_id=made["app_id"])
    assert refused(lambda: ada.apps_manifest_export(app_id=made["app_id"])) == "app_not_found"
