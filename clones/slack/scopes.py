"""Which scopes and which kinds of tokens open which method; https://docs.slack.dev/reference/scopes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from clonery.server.problems import MissingScope

from .wording import no

if TYPE_CHECKING:
    from clonery.server.call import Call
    from clonery.server.state.credentials import Credential

    from .records import Conversation

CLASSIC = {
    "chat:write:bot": ("chat:write",), "chat:write:user": ("chat:write",), "files:write:user": ("files:write",),
    "channels:write": ("channels:manage", "channels:write"),
}  # fmt: skip
"""Names of scopes from before granular permissions, and their names now."""
NEWER = {
    "files.getUploadURLExternal": ("files:write",), "files.completeUploadExternal": ("files:write",),
    "bookmarks.add": ("bookmarks:write",), "bookmarks.edit": ("bookmarks:write",),
    "bookmarks.remove": ("bookmarks:write",), "bookmarks.list": ("bookmarks:read",),
    "canvases.create": ("canvases:write",), "canvases.edit": ("canvases:write",),
    "canvases.delete": ("canvases:write",), "canvases.access.set": ("canvases:write",),
    "canvases.access.delete": ("canvases:write",), "canvases.sections.lookup": ("canvases:read",),
    "conversations.canvases.create": ("canvases:write",), "slackLists.create": ("lists:write",),
    "slackLists.items.create": ("lists:write",), "slackLists.items.list": ("lists:read",),
    "assistant.threads.setStatus": ("assistant:write", "chat:write"),
    "assistant.threads.setTitle": ("assistant:write",),
    "assistant.threads.setSuggestedPrompts": ("assistant:write",), "chat.startStream": ("chat:write",),
    "chat.appendStream": ("chat:write",), "chat.stopStream": ("chat:write",),
    "apps.connections.open": ("connections:write",), "search.all": ("search:read",), "search.files": ("search:read",),
    "conversations.join": ("channels:join", "channels:write"), "openid.connect.userInfo": ("openid",),
    "conversations.invite": (
        "channels:manage", "channels:write", "channels:write.invites", "groups:write", "groups:write.invites",
        "im:write",
        "mpim:write",
    ),
    "audit/logs": ("auditlogs:read",),
    "team.preferences.list": ("team.preferences:read",), "team.billing.info": ("team.billing:read",),
}  # fmt: skip
"""Methods that are younger than the description, and those whose scopes have changed since."""
USERS_ALONE = ("search.", "reminders.", "stars.", "admin.", "dnd.setSnooze", "dnd.endSnooze", "dnd.endDnd",
               "users.identity", "users.profile.set", "users.setPhoto", "users.deletePhoto", "team.accessLogs",
               "team.billableInfo", "team.integrationLogs", "users.discoverableContacts",
               "openid.connect.userInfo")  # fmt: skip
BOTS_ALONE = ("chat.startStream", "chat.appendStream", "chat.stopStream", "assistant.threads.", "functions.complete")
APPS_ALONE = ("apps.connections.open", "apps.event.authorizations.list")
APPS_TOO = ("auth.test", "api.test", "auth.revoke")
FAMILY_NAMES = {
    "emoji": "teams",
    "inviteRequests": "invites",
    "slackbot": "apps",
    "functions": "workflows",
    "auth": "users",
}
"""Families of administrators' methods whose scopes have another name."""


def kind_of_token(credential: Credential) -> str:
    """`user`, `bot`, `app` or `config`, by how the token begins."""
    start = credential.token.removeprefix("xoxe.").partition("-")[0]
    return {"xoxb": "bot", "xapp": "app", "xoxe": "config"}.get(start, "user")


def check_kind(method: str, credential: Credential) -> None:
    """Raises the refusal where this kind of token does not open the method."""
    kind = kind_of_token(credential)
    bad = (
        (kind == "app" and not method.startswith(APPS_ALONE + APPS_TOO))
        or (kind != "app" and method.startswith(APPS_ALONE))
        or (kind == "bot" and method.startswith(USERS_ALONE))
        or (kind == "user" and method.startswith(BOTS_ALONE))
        or (kind == "config" and not method.startswith(("apps.manifest.", "tooling.", "auth.test", "api.test")))
    )
    if bad:
        raise no("not_allowed_token_type")


@lru_cache(maxsize=1000)
def modern(method: str, published: tuple[str, ...]) -> tuple[str, ...]:
    """The scopes of a method by today's names, any one of which opens it; () where none is asked for."""
    if method in NEWER:
        return NEWER[method]
    if "none" in published:
        return ()
    if not published:
        return _guessed(method)
    return tuple(dict.fromkeys(name for scope in published for name in CLASSIC.get(scope, (scope,))))


def _guessed(method: str) -> tuple[str, ...]:
    """The scope of a method that no description gives one for, by its family and what it does."""
    head, _, rest = method.partition(".")
    reads = rest.rpartition(".")[2].startswith(("get", "list", "search", "lookup", "info", "download"))
    right = "read" if reads else "write"
    if head == "admin":
        return (f"admin.{FAMILY_NAMES.get(rest.partition('.')[0], rest.partition('.')[0])}:{right}",)
    if head == "slackLists":
        return (f"lists:{right}",)
    if head == "conversations" and ("Shared" in rest or "Connect" in rest):
        return (f"conversations.connect:{'write' if rest == 'inviteShared' else 'manage'}",)
    return ()


def family(conversation: Conversation) -> str:
    """What scopes call this sort of conversation: channels, groups, im or mpim."""
    if conversation.is_im:
        return "im"
    return "mpim" if conversation.is_mpim else "groups" if conversation.is_private else "channels"


def need(call: Call, *scopes: str) -> None:
    """Raises MissingScope unless the token has one of the scopes."""
    held = call.credential.scopes if call.credential else None
    if held is not None and not set(scopes) & set(held):
        raise MissingScope(needed=list(scopes), provided=list(held))


def need_for(call: Call, conversation: Conversation, right: str) -> None:
    """Raises MissingScope unless the token has the right (`history`, `read`, `write`) to this sort of conversation."""
    name = family(conversation)
    need(call, *[f"{name}:{right}"] + (["channels:manage"] if (name, right) == ("channels", "write") else []))
