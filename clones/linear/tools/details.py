"""Tools for what issues have: states, labels, comments, cycles, attachments; https://linear.app/docs/mcp."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as NotBase64
from typing import TYPE_CHECKING, Any

from clonery.server.operation import tool
from clonery.server.problems import Invalid

from ..lookups import find
from ..operations.attachments import attach, upload
from ..operations.comments import say, update_comment
from ..operations.teams import make_label
from ..records.work import Attachment, Comment, Cycle, Issue, WorkflowState
from . import naming, shapes

if TYPE_CHECKING:
    from clonery.server.call import Call


@tool("list_issue_statuses")
def list_statuses(call: Call, team: str) -> list[dict[str, Any]]:
    there = call.all(WorkflowState, {"teamId": naming.team(call, team).id})
    return [shapes.state(call, each) for each in sorted(there, key=lambda each: each.position)]


@tool("get_issue_status")
def get_status(call: Call, id: str, name: str, team: str) -> dict[str, Any]:
    return shapes.state(call, naming.state(call, naming.team(call, team).id, id or name))


@tool("list_issue_labels")
def list_labels(
    call: Call, team: str | None = None, name: str | None = None, limit: float | None = None, cursor: str | None = None,
    orderBy: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Labels of the workspace, and of a team where one is named."""
    parts: list[dict[str, Any]] = []
    if team:
        own = {"id": {"eq": naming.team(call, team).id}}
        parts.append({"or": [{"team": own}, {"team": {"null": True}}]})
    if name:
        parts.append({"name": {"containsIgnoreCase": name}})
    return shapes.page(call, "IssueLabel", shapes.label, "labels", {"and": parts}, limit, cursor, orderBy)


@tool("create_issue_label")
def create_label(
    call: Call, name: str, color: str | None = None, description: str | None = None, teamId: str | None = None,
    parent: str | None = None, isGroup: bool | None = None,
) -> dict[str, Any]:  # fmt: skip
    naming.writing(call)
    sent: dict[str, Any] = {"name": name, "color": color, "description": description, "isGroup": isGroup}
    sent["teamId"] = naming.team(call, teamId).id if teamId else None
    sent["parentId"] = naming.label(call, parent).id if parent else None
    return shapes.label(call, make_label(call, sent))


@tool("list_comments")
def list_comments(
    call: Call, issueId: str | None = None, projectId: str | None = None, initiativeId: str | None = None,
    documentId: str | None = None, milestoneId: str | None = None, limit: float | None = None,
    cursor: str | None = None,
    orderBy: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Comments on one thing."""
    if issueId:
        about: dict[str, Any] = {"issue": {"id": {"eq": find(call, Issue, issueId).id}}}
    elif projectId:
        about = {"project": {"id": {"eq": naming.project(call, projectId).id}}}
    elif initiativeId:
        about = {"initiative": {"id": {"eq": naming.initiative(call, initiativeId).id}}}
    elif documentId:
        about = {"documentContentId": {"eq": documentId}}
    else:
        raise Invalid("the id of what was commented on must be given")
    return shapes.page(call, "Comment", shapes.comment, "comments", about, limit, cursor, orderBy)


@tool("save_comment")
def save_comment(call: Call, body: str, id: str | None = None, **places: Any) -> dict[str, Any]:
    """Comment on something, or change the comment whose id is given."""
    naming.writing(call)
    if id:
        changed = update_comment(call, id, {"body": body})["comment"]
        return shapes.comment(call, call.get(Comment, changed.id))
    if places.get("documentId"):
        places["documentContentId"] = places.pop("documentId")
    places.pop("milestoneId", None)
    return shapes.comment(call, say(call, {**places, "body": body}))


@tool("create_comment")
def create_comment(call: Call, issueId: str, body: str, parentId: str | None = None) -> dict[str, Any]:
    return save_comment(call, body, issueId=issueId, parentId=parentId)


@tool("list_cycles")
def list_cycles(call: Call, teamId: str, type: str | None = None) -> list[dict[str, Any]]:
    """A team's cycles: the current, the previous, the next, or all of them."""
    there = sorted(call.all(Cycle, {"teamId": naming.team(call, teamId).id}), key=lambda each: each.startsAt)
    groups = {
        "current": [each for each in there if each.startsAt <= call.now < each.endsAt],
        "previous": [each for each in there if each.endsAt <= call.now][-1:],
        "next": [each for each in there if each.startsAt > call.now][:1],
    }
    return [shapes.cycle(call, each) for each in groups.get(type or "", there)]


@tool("prepare_attachment_upload")
def prepare(
    call: Call, issue: str, filename: str, contentType: str, size: int, title: str | None = None,
    subtitle: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Where to put a file that is to be attached."""
    naming.writing(call)
    find(call, Issue, issue)
    made: dict[str, Any] = upload(call, contentType, filename, size)["uploadFile"]
    return made


@tool("create_attachment_from_upload")
def attach_upload(
    call: Call, issue: str, assetUrl: str, title: str | None = None, subtitle: str | None = None
) -> dict[str, Any]:
    naming.writing(call)
    sent = {"issueId": issue, "url": assetUrl, "title": title or assetUrl.rpartition("/")[2], "subtitle": subtitle}
    return shapes.attachment(call, attach(call, sent))


@tool("create_attachment")
def attach_file(
    call: Call, issue: str, base64Content: str, filename: str, contentType: str, title: str | None = None,
    subtitle: str | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Upload a file and attach it, in one step. Raises Invalid for a text that is no base64."""
    naming.writing(call)
    try:
        data = b64decode(base64Content, validate=True)
    except NotBase64:
        raise Invalid("base64Content is no base64") from None
    asset = upload(call, contentType, filename, len(data))["uploadFile"]
    held = call.get(call.clone.kind("upload"), asset["assetUrl"].split("/")[-2])
    call.update(held, key=call.put_bytes(data))
    return attach_upload(call, issue, asset["assetUrl"], title or filename, subtitle)


@tool("get_attachment")
def get_attachment(call: Call, id: str) -> dict[str, Any]:
    return shapes.attachment(call, find(call, Attachment, id))


@tool("extract_images")
def extract_images(call: Call, markdown: str) -> list[dict[str, Any]]:
    """The addresses of the images in a text."""
    return [{"alt": alt, "url": url} for alt, url in re.findall(r"!\[([^\]]*)\]\(([^)\s]+)", markdown)]
