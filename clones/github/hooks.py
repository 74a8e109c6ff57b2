"""Webhooks: which of them hear of an event, and the signed request that each gets; https://docs.github.com/webhooks/webhook-events-and-payloads#delivery-headers."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import orjson

from clonery.server.state.outbox import Delivery

from .records.hooks import Hook
from .records.people import User
from .records.repositories import Repository

if TYPE_CHECKING:
    from clonery.server.call import Call

EVENTS = frozenset({
    "branch_protection_configuration", "branch_protection_rule", "check_run", "check_suite", "code_scanning_alert",
    "commit_comment", "create", "custom_property_values", "delete", "dependabot_alert", "deploy_key", "deployment",
    "deployment_protection_rule", "deployment_review", "deployment_status", "discussion", "discussion_comment",
    "fork", "gollum", "issue_comment", "issue_dependencies", "issues", "label", "member", "membership", "merge_group",
    "meta", "milestone", "org_block", "organization", "package", "page_build", "ping",
    "personal_access_token_request", "project", "project_card", "project_column", "projects_v2", "projects_v2_item",
    "projects_v2_status_update", "public", "pull_request", "pull_request_review", "pull_request_review_comment",
    "pull_request_review_thread", "push", "registry_package", "release", "repository", "repository_advisory",
    "repository_dispatch", "repository_import", "repository_ruleset", "repository_vulnerability_alert",
    "secret_scanning_alert", "secret_scanning_alert_location", "secret_scanning_scan", "security_and_analysis",
    "sponsorship", "star", "status", "sub_issues", "team", "team_add", "watch", "workflow_dispatch", "workflow_job",
    "workflow_run",
})  # fmt: skip
"""Everything that a webhook may ask to hear of; beside `*`, which is all of it."""
NEVER = frozenset({"repository_dispatch", "workflow_dispatch"})
"""What goes to apps and workflows, and to no webhook of a repository."""


def listening(call: Call, event: str, payload: dict[str, Any]) -> list[Hook]:
    """The active webhooks that hear of an event: those of its repository, then those of the organization."""
    if not call.session.store.holds(Hook):
        return []
    repository, organization = payload.get("repository"), payload.get("organization")
    found: list[Hook] = []
    if isinstance(repository, Repository):
        found += call.all(Hook, {"repository": repository.id})
    owner = organization.id if isinstance(organization, User) else repository.owner if repository else None
    if owner is not None:
        found += call.all(Hook, {"owner": owner, "repository": None})
    wanted = {event, "*"} if event not in NEVER else set()
    return [hook for hook in found if hook.active and wanted & set(hook.events)]


def addressed(call: Call, hook: Hook, event: str, payload: dict[str, Any]) -> Delivery:
    """The request that tells one webhook: body in its content type, signed if it has a secret."""
    text = orjson.dumps(payload)
    form = hook.content_type != "json"
    body = urlencode({"payload": text.decode()}).encode() if form else text
    kind, target = ("organization", hook.owner) if hook.repository is None else ("repository", hook.repository)
    guid = call.new_uuid()
    headers = {
        "Accept": "*/*", "Content-Type": "application/x-www-form-urlencoded" if form else "application/json",
        "User-Agent": f"GitHub-Hookshot/{guid[:7]}", "X-GitHub-Delivery": guid, "X-GitHub-Event": event,
        "X-GitHub-Hook-ID": str(hook.id), "X-GitHub-Hook-Installation-Target-ID": str(target),
        "X-GitHub-Hook-Installation-Target-Type": kind, **signatures(hook.secret, body),
    }  # fmt: skip
    details = {"guid": guid, "action": payload.get("action"), "repository": hook.repository}
    return Delivery(url=hook.url, event=event, body=body.decode(), headers=headers, hook=hook.id, details=details)


def signatures(secret: str | None, body: bytes) -> dict[str, str]:
    """The headers that prove that a body comes from who knows the secret; none without one."""
    if not secret:
        return {}
    made = {}
    for name, method in (("X-Hub-Signature", "sha1"), ("X-Hub-Signature-256", "sha256")):
        made[name] = f"{method}={hmac.new(secret.encode(), body, method).hexdigest()}"
    return made
