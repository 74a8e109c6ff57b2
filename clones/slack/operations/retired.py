"""Methods that Slack has taken away, each with what took its place; https://docs.slack.dev/changelog."""

from __future__ import annotations

from typing import Any, NoReturn

from clonery.server.call import Call
from clonery.server.operation import operation

from ..wording import no

_VERBS = ("archive", "create", "history", "info", "invite", "kick", "leave", "list", "mark", "rename", "replies",
          "setPurpose", "setTopic", "unarchive")  # fmt: skip
CHANNELS = tuple(f"{family}.{verb}" for family in ("channels", "groups") for verb in _VERBS)
DIRECT = tuple(
    f"{family}.{verb}" for family in ("im", "mpim") for verb in ("close", "history", "list", "mark", "open", "replies")
)
OTHERS = {
    "files.upload": "files.getUploadURLExternal", "rtm.start": "apps.connections.open", "groups.createChild": "",
    "files.comments.delete": "", "admin.conversations.whitelist.add": "admin.conversations.restrictAccess.addGroup",
    "admin.conversations.whitelist.remove": "admin.conversations.restrictAccess.removeGroup",
    "admin.conversations.whitelist.listGroupsLinkedToChannel": "admin.conversations.restrictAccess.listGroups",
    "workflows.stepCompleted": "functions.completeSuccess", "workflows.stepFailed": "functions.completeError",
    "workflows.updateStep": "", "apps.permissions.info": "", "apps.permissions.request": "",
    "oauth.token": "oauth.v2.access",
    "apps.permissions.resources.list": "", "apps.permissions.scopes.list": "", "apps.permissions.users.list": "",
    "apps.permissions.users.request": "", "channels.join": "conversations.join", "groups.open": "conversations.open",
}  # fmt: skip
"""Other methods that are gone, and what took their place, where anything did."""


@operation(*CHANNELS, *DIRECT, *OTHERS)
def retired(call: Call, **_: Any) -> NoReturn:
    assert call.operation is not None
    name = call.operation.name
    family, _dot, verb = name.partition(".")
    now = OTHERS.get(name, f"conversations.{verb}" if family in ("channels", "groups", "im", "mpim") else "")
    message = "[ERROR] This method is retired and can no longer be used."
    hint = f" Please use {now} instead." if now else ""
    raise no("method_deprecated", response_metadata={"messages": [message + hint]})
