"""Requests to invite someone: made by people, decided by administrators."""

from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient
from tests.clones.slack.conftest import refused


def test_a_request_is_granted_or_denied_once(ada: WebClient, act: Callable[..., Any]) -> None:
    first = act("request_invite", user="ben", email="zoe@acme.example", reason="design")["id"]
    second = act("request_invite", user="ben", email="eve@acme.example")["id"]
    waiting = ada.admin_inviteRequests_list()["invite_requests"]
    assert [(each["email"], each["request_reason"]) for each in waiting] == [
        ("zoe@acme.example", "design"), ("eve@acme.example", "")
    ]  # fmt: skip
    ada.admin_inviteRequests_approve(invite_request_id=first)
    ada.admin_inviteRequests_deny(invite_request_id=second)
    assert ada.users_lookupByEmail(email="zoe@acme.example")["user"]["name"] == "zoe"
    assert refused(lambda: ada.users_lookupByEmail(email="eve@acme.example")) == "users_not_found"
    assert [each["id"] for each in ada.admin_inviteRequests_approved_list()["approved_requests"]] == [first]
    assert [each["id"] for each in ada.admin_inviteRequests_denied_list()["denied_requests"]] == [second]
    assert refused(lambda: ada.admin_inviteRequests_deny(invite_request_id=first)) == "already_processed"
