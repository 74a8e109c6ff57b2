"""Webhooks of repositories; https://docs.github.com/rest/repos/webhooks."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ... import hook_settings
from ...git.objects import NO_SHA
from ...gitstore import branch_head, find_commit
from ...hook_deliveries import again, listed, one, ping, send
from ...lookups import find_repository
from ...pages import mapped
from ...records.hooks import Hook
from ...records.repositories import Repository
from ...refusals import ValidationFailed
from ...shapes.hooks import config, delivery, hook


def _find(call: Call, owner: str, repo: str, hook_id: int) -> tuple[Repository, Hook]:
    repository = find_repository(call, owner, repo, "admin")
    return repository, hook_settings.one_of(call, repository.owner, repository, hook_id)


@operation("repos/list-webhooks")
def list_webhooks(call: Call, owner: str, repo: str) -> Page:
    """GET /repos/{owner}/{repo}/hooks"""
    repository = find_repository(call, owner, repo, "admin")
    return mapped(call.page(Hook, {"repository": repository.id}), lambda record: hook(call, record))


@operation("repos/create-webhook")
def create_webhook(
    call: Call, owner: str, repo: str, name: str = "web", config: dict[str, Any] | None = None,
    events: list[str] | None = None, active: bool = True,
) -> dict[str, Any]:  # fmt: skip
    """POST /repos/{owner}/{repo}/hooks"""
    repository = find_repository(call, owner, repo, "admin")
    if name != "web":
        raise ValidationFailed("Hook", "name", "invalid", value=name)
    wanted = ["push"] if events is None else events
    made = hook_settings.make(call, repository.owner, repository, config, wanted, active)
    call.headers.append(("Location", f"{call.base}/repos/{owner}/{repo}/hooks/{made.id}"))
    return hook(call, made)


@operation("repos/get-webhook")
def get_webhook(call: Call, owner: str, repo: str, hook_id: int) -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/hooks/{hook_id}"""
    return hook(call, _find(call, owner, repo, hook_id)[1])


@operation("repos/update-webhook")
def update_webhook(call: Call, owner: str, repo: str, hook_id: int, **changes: Any) -> dict[str, Any]:
    """PATCH /repos/{owner}/{repo}/hooks/{hook_id}"""
    return hook(call, hook_settings.change(call, _find(call, owner, repo, hook_id)[1], changes))


@operation("repos/delete-webhook")
def delete_webhook(call: Call, owner: str, repo: str, hook_id: int) -> None:
    """DELETE /repos/{owner}/{repo}/hooks/{hook_id}"""
    call.delete(_find(call, owner, repo, hook_id)[1])


@operation("repos/get-webhook-config-for-repo")
def get_config(call: Call, owner: str, repo: str, hook_id: int) -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/hooks/{hook_id}/config"""
    return config(_find(call, owner, repo, hook_id)[1])


@operation("repos/update-webhook-config-for-repo")
def update_config(call: Call, owner: str, repo: str, hook_id: int, **changes: Any) -> dict[str, Any]:
    """PATCH /repos/{owner}/{repo}/hooks/{hook_id}/config"""
    found = _find(call, owner, repo, hook_id)[1]
    return config(call.update(found, **hook_settings.settings(changes, whole=False), updated_at=call.now))


@operation("repos/ping-webhook")
def ping_webhook(call: Call, owner: str, repo: str, hook_id: int) -> None:
    """POST /repos/{owner}/{repo}/hooks/{hook_id}/pings"""
    ping(call, _find(call, owner, repo, hook_id)[1])


@operation("repos/test-push-webhook")
def test_push(call: Call, owner: str, repo: str, hook_id: int) -> None:
    """POST /repos/{owner}/{repo}/hooks/{hook_id}/tests: tell of the last push, if the webhook hears of pushes."""
    repository, found = _find(call, owner, repo, hook_id)
    head = branch_head(call, repository, repository.default_branch)
    commit = find_commit(call, repository, head) if head else None
    if commit is None or not {"push", "*"} & set(found.events):
        return
    before = commit.parents[0] if commit.parents else NO_SHA
    ref = f"refs/heads/{repository.default_branch}"
    send(call, found, "push", repository=repository, ref=ref, before=before, after=commit.sha, forced=False)


@operation("repos/list-webhook-deliveries")
def list_deliveries(
    call: Call, owner: str, repo: str, hook_id: int, cursor: str = "", status: str = ""
) -> list[dict[str, Any]]:
    """GET /repos/{owner}/{repo}/hooks/{hook_id}/deliveries"""
    return listed(call, _find(call, owner, repo, hook_id)[1], cursor, status)


@operation("repos/get-webhook-delivery")
def get_delivery(call: Call, owner: str, repo: str, hook_id: int, delivery_id: int) -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/hooks/{hook_id}/deliveries/{delivery_id}"""
    return delivery(one(call, _find(call, owner, repo, hook_id)[1], delivery_id))


@operation("repos/redeliver-webhook-delivery")
def redeliver(call: Call, owner: str, repo: str, hook_id: int, delivery_id: int) -> dict[str, Any]:
    """POST /repos/{owner}/{repo}/hooks/{hook_id}/deliveries/{delivery_id}/attempts"""
    return again(call, one(call, _find(call, owner, repo, hook_id)[1], delivery_id))
