"""The audit logs by the SDK's own client: what was done, by whom, in which order."""

import pytest
from slack_sdk import WebClient
from slack_sdk.audit_logs import AuditLogsClient
from tests.clones.slack.conftest import ADA, ADA_ID, RANDOM


@pytest.fixture
def audit(base: str) -> AuditLogsClient:
    return AuditLogsClient(ADA, base_url=f"{base}/audit/v1/")


def test_what_is_done_is_told_the_newest_first(audit: AuditLogsClient, ada: WebClient) -> None:
    channel = ada.conversations_create(name="secret-plan", is_private=True)["channel"]["id"]
    file = ada.files_upload_v2(channel=RANDOM, filename="a.txt", content="a")["file"]["id"]
    made = audit.logs(limit=200).body["entries"]
    assert [each["date_create"] for each in made] == sorted((each["date_create"] for each in made), reverse=True)
    (told,) = audit.logs(action="private_channel_created").body["entries"]
    assert (told["actor"]["user"]["id"], told["entity"]["channel"]["id"]) == (ADA_ID, channel)
    assert [each["action"] for each in audit.logs(entity=file).body["entries"]] == ["file_uploaded"]
    ada.conversations_archive(channel=channel)
    actions = {each["action"] for each in audit.logs(entity=channel).body["entries"]}
    assert actions == {"private_channel_created", "private_channel_archive"}


def test_pages_filters_and_names(audit: AuditLogsClient) -> None:
    first = audit.logs(limit=2).body
    rest = audit.logs(limit=200, cursor=first["response_metadata"]["next_cursor"]).body["entries"]
    assert len(first["entries"]) == 2
    assert {each["id"] for each in first["entries"]}.isdisjoint(each["id"] for each in rest)
    newest = first["entries"][0]["date_create"]
    assert audit.logs(oldest=newest + 1).body["entries"] == []
    assert "public_channel_created" in audit.actions().body["actions"]["channel"]
    assert {each["type"] for each in audit.schemas().body["schemas"]} >= {"user", "channel", "file"}


def test_who_may_not_read_them(base: str, audit: AuditLogsClient) -> None:
    plain = AuditLogsClient("xoxp-100000000001-100000000002-100000000005-acmeben0limited00000000000000000",
                            base_url=f"{base}/audit/v1/")  # fmt: skip
    assert plain.logs().body["error"] == "missing_scope"
    assert audit.logs(action="nothing_known").body["error"] == "invalid_action"
