"""Sessions of agents on issues and comments, and what they say in them; https://linear.app/developers/agents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.operation import operation
from clonery.server.problems import Invalid
from clonery.server.state.record import Record

from ..changes import change, create, payload
from ..lookups import find
from ..records.work import Comment, Issue

if TYPE_CHECKING:
    from clonery.server.call import Call

CONTENT = {
    "thought": "AgentActivityThoughtContent", "action": "AgentActivityActionContent",
    "elicitation": "AgentActivityElicitationContent", "error": "AgentActivityErrorContent",
    "response": "AgentActivityResponseContent", "prompt": "AgentActivityPromptContent",
}  # fmt: skip
STATUS = {
    "thought": "active",
    "action": "active",
    "elicitation": "awaitingInput",
    "error": "error",
    "response": "complete",
}


def _session(call: Call, given: dict[str, Any], **about: Any) -> dict[str, Any]:
    """A new session of the caller's, an app, on an issue or a comment."""
    actor = call.actor.id if call.actor is not None else None
    more: dict[str, Any] = {
        "status": "pending", "appUserId": actor, "creatorId": actor, "type": "commentThread", "context": {},
        "externalUrls": [], "plan": None, "startedAt": None, "endedAt": None, "slugId": call.new_id(size=12).lower(),
    }  # fmt: skip
    kind = call.clone.kind("agent_session")
    return payload(
        call, create(call, kind, {name: v for name, v in given.items() if name not in about}, **more, **about)
    )


@operation("agentSessionCreateOnIssue")
def on_issue(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    issue = find(call, Issue, input["issueId"])
    return _session(call, input, issueId=issue.id, commentId=None)


@operation("agentSessionCreateOnComment")
def on_comment(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    comment = find(call, Comment, input["commentId"])
    return _session(call, input, issueId=comment.get("issueId"), commentId=comment.id)


@operation("agentSessionUpdate", "agentSessionUpdateExternalUrl")
def update_session(call: Call, id: str, input: dict[str, Any]) -> dict[str, Any]:
    session = find(call, call.clone.kind("agent_session"), id)
    sent = {name: value for name, value in input.items() if name not in ("addedExternalUrls", "removedExternalUrls")}
    urls = [
        each
        for each in session.get("externalUrls") or []
        if each.get("url") not in (input.get("removedExternalUrls") or [])
    ]
    urls += input.get("addedExternalUrls") or []
    return payload(call, change(call, session, sent, externalUrls=input.get("externalUrls") or urls))


@operation("agentActivityCreate")
def act(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """What an agent thinks, does, asks or answers; the session's state follows from it. Raises Invalid."""
    session: Record = find(call, call.clone.kind("agent_session"), input["agentSessionId"])
    content = input["content"]
    kind = content.get("type")
    if kind not in STATUS:
        raise Invalid(f"content.type must be one of {', '.join(STATUS)}")
    if kind == "action" and not (content.get("action") and "parameter" in content):
        raise Invalid("content.action and content.parameter must be given")
    if kind != "action" and not content.get("body"):
        raise Invalid("content.body should not be empty")
    if input.get("ephemeral") and kind not in ("thought", "action"):
        raise Invalid("Only thoughts and actions can be ephemeral")
    actor = call.actor.id if call.actor is not None else None
    sent = {**input, "content": {**content, "__typename": CONTENT[kind]}}
    made = create(call, call.clone.kind("agent_activity"), sent, userId=actor, ephemeral=False, queued=False)
    state = STATUS[kind]
    more = {
        "startedAt": session.get("startedAt") or call.now,
        "endedAt": call.now if state in ("complete", "error") else None,
    }
    change(call, session, {}, status=state, **more)
    return payload(call, made)
