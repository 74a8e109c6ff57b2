"""What callers set of a webhook, checked: address, content type, secret, events; https://docs.github.com/rest/repos/webhooks#create-a-repository-webhook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from clonery.server.problems import NotFound

from .hook_deliveries import ping
from .hooks import EVENTS
from .records.hooks import Hook
from .records.repositories import Repository
from .refusals import ValidationFailed

if TYPE_CHECKING:
    from clonery.server.call import Call

MOST = 20
"""Webhooks for one event in one place."""
_CONTENT_TYPES = ("json", "form")
_KEPT = ("username", "password")


def settings(config: dict[str, Any], whole: bool) -> dict[str, Any]:
    """The fields that a configuration sets; a `whole` one without a secret means none. Raises ValidationFailed."""
    made: dict[str, Any] = {name: config[name] for name in ("url", "content_type", "secret") if name in config}
    if whole:
        made = {"content_type": "form", "secret": None, "insecure_ssl": "0"} | made
        made["config"] = {name: config[name] for name in _KEPT if name in config}
    if whole and not made.get("url"):
        raise ValidationFailed("Hook", "url", "missing_field")
    if "url" in made:
        _check_url(made["url"])
    if made.get("content_type", "form") not in _CONTENT_TYPES:
        raise ValidationFailed("Hook", "content_type", "invalid")
    if "insecure_ssl" in config:
        made["insecure_ssl"] = str(config["insecure_ssl"])
        if made["insecure_ssl"] not in ("0", "1"):
            raise ValidationFailed("Hook", "insecure_ssl", "invalid")
    if "secret" in made:
        made["secret"] = made["secret"] or None
    return made


def _check_url(url: str) -> None:
    parts = urlsplit(url)
    if not parts.scheme:
        raise ValidationFailed("Hook", "url", "custom", "url is missing a scheme")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValidationFailed("Hook", "url", "custom", "url is not a valid URL")


def checked_events(events: list[str]) -> list[str]:
    """The events, each once and in order of their names. Raises ValidationFailed for one that there is not."""
    if not events or any(event != "*" and event not in EVENTS for event in events):
        raise ValidationFailed("Hook", "events", "invalid")
    return sorted(set(events))


def make(
    call: Call, owner: int, repository: Repository | None, config: dict[str, Any] | None, events: list[str],
    active: bool,
) -> Hook:  # fmt: skip
    """A new webhook, and its ping. Raises ValidationFailed for settings that won't do or are another one's."""
    fields, place = settings(config or {}, whole=True), "organization" if repository is None else "repository"
    fields["events"] = checked_events(events)
    there = of(call, owner, repository)
    if any((hook.url, hook.events) == (fields["url"], fields["events"]) for hook in there):
        raise ValidationFailed("Hook", "url", "custom", f"Hook already exists on this {place}")
    for event in fields["events"]:
        if sum(event in hook.events for hook in there) >= MOST:
            message = f'The "{event}" event cannot have more than {MOST} hooks'
            raise ValidationFailed("Hook", "events", "custom", message)
    made = call.create(
        Hook, owner=owner, repository=repository, active=active, created_at=call.now, updated_at=call.now, **fields
    )
    ping(call, made)
    return made


def of(call: Call, owner: int, repository: Repository | None) -> list[Hook]:
    """The webhooks of a repository, or of an organization itself."""
    if repository is not None:
        return call.all(Hook, {"repository": repository.id})
    return call.all(Hook, {"owner": owner, "repository": None})


def one_of(call: Call, owner: int, repository: Repository | None, hook_id: int) -> Hook:
    """The webhook of that id. Raises NotFound for one that is another's."""
    found = call.peek(Hook, hook_id)
    wanted = repository.id if repository is not None else None
    if found is None or found.repository != wanted or (repository is None and found.owner != owner):
        raise NotFound(kind="hook")
    return found


def change(call: Call, hook: Hook, changes: dict[str, Any]) -> Hook:
    """The webhook with other settings."""
    fields: dict[str, Any] = {"active": changes["active"]} if "active" in changes else {}
    if "config" in changes:
        fields |= settings(changes["config"], whole=True)
    gone = changes.get("remove_events", [])
    wanted = [*changes.get("events", hook.events), *changes.get("add_events", [])]
    events = [event for event in wanted if event not in gone]
    if events != hook.events:
        fields["events"] = checked_events(events)
    return call.update(hook, **fields, updated_at=call.now)
