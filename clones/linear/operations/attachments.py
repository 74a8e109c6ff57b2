"""Links on issues, one for each address, and files uploaded in two steps; https://linear.app/developers/attachments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from clonery.server.operation import operation
from clonery.server.problems import Invalid

from ..changes import change, create, payload, remove, synced
from ..lookups import find
from ..records.work import Attachment, Issue
from .comments import say

if TYPE_CHECKING:
    from clonery.server.call import Call

LARGEST = 100 * 1024 * 1024


def attach(call: Call, given: dict[str, Any], **more: Any) -> Attachment:
    """A link on an issue; one with the same address on the same issue is changed instead. Raises Invalid, NotFound."""
    issue, url = find(call, Issue, given["issueId"]), given["url"]
    if urlsplit(url).scheme not in ("http", "https", "mailto", "ftp") or not url.partition(":")[2].strip("/"):
        raise Invalid("url must be a URL")
    words = given.get("commentBody")
    dropped = ("commentBody", "commentBodyData", "createAsUser", "displayIconUrl")
    sent = {name: value for name, value in given.items() if name not in dropped} | {"issueId": issue.id}
    known = call.first(Attachment, {"url": url, "issueId": issue.id})
    if known is not None:
        made = change(call, known, {name: value for name, value in sent.items() if name != "id" and value is not None})
    else:
        start: dict[str, Any] = {
            "subtitle": None,
            "metadata": {},
            "source": None,
            "sourceType": "api",
            "groupBySource": False,
        }
        actor = call.actor.id if call.actor is not None else None
        made = create(call, Attachment, sent, **{**start, "creatorId": actor, **more})
    if words:
        say(call, {"issueId": issue.id, "body": words})
    return made


@operation("attachmentCreate")
def create_attachment(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    return payload(call, attach(call, input))


@operation("attachmentUpdate")
def update_attachment(call: Call, id: str, input: dict[str, Any]) -> dict[str, Any]:
    return payload(call, change(call, find(call, Attachment, id), input))


@operation("attachmentDelete")
def delete_attachment(call: Call, id: str) -> dict[str, Any]:
    attachment = find(call, Attachment, id)
    remove(call, attachment)
    return payload(call, attachment)


@operation(
    "attachmentLinkURL", "attachmentLinkGitHubPR", "attachmentLinkGitHubIssue", "attachmentLinkSlack",
    "attachmentLinkDiscord", "attachmentLinkGitLabMR", "attachmentLinkJiraIssue", "attachmentLinkSalesforce",
)  # fmt: skip
def link(call: Call, issueId: str, **given: Any) -> dict[str, Any]:
    """An address on an issue, named after what it leads to."""
    assert call.operation is not None
    kind = call.operation.name.removeprefix("attachmentLink")
    source = {"URL": "api", "GitHubPR": "github", "GitHubIssue": "github", "GitLabMR": "gitlab", "JiraIssue": "jira"}
    if not given.get("url"):
        raise Invalid("url should not be empty")
    sent = {"issueId": issueId, "url": given["url"], "title": given.get("title") or given["url"], "id": given.get("id")}
    return payload(call, attach(call, sent, sourceType=source.get(kind, kind.lower())))


@operation("fileUpload")
def upload(
    call: Call, contentType: str, filename: str, size: int, metaData: dict[str, Any] | None = None,
    makePublic: bool | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Where to put a file, and the address that it will have: the bytes are sent there by PUT."""
    if size > LARGEST:
        raise Invalid("The file is too large")
    if not filename or "/" in filename:
        raise Invalid("filename must be a name without slashes")
    asset = call.create(
        call.clone.kind("upload"), id=call.new_uuid(), contentType=contentType, filename=filename, size=size,
        metaData=metaData, public=bool(makePublic), createdAt=call.now, updatedAt=call.now, key=None,
    )  # fmt: skip
    address = f"{call.base}/uploads/{asset.id}/{filename}"
    shown = {
        "filename": filename, "contentType": contentType, "size": size, "metaData": metaData, "uploadUrl": address,
        "assetUrl": address, "headers": [{"key": "x-goog-content-length-range", "value": f"{size},{size}"}],
    }  # fmt: skip
    return {"success": True, "lastSyncId": synced(call), "uploadFile": shown}
