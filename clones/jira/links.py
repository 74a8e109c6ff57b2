"""The `self` of things, which clients call to change them; https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/#self-links."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from clonery.server.state.record import Record

from . import adf

if TYPE_CHECKING:
    from clonery.server.call import Call

PLACES = {
    "project": "project", "issue_type": "issuetype", "priority": "priority", "status": "status", "version": "version",
    "project_component": "component", "filter": "filter", "dashboard": "dashboard", "resolution": "resolution",
    "issue_link_type": "issueLinkType",
}  # fmt: skip
AGILE = ("board", "sprint")


def api(call: Call) -> str:
    """Where the version of the API is that the caller speaks."""
    return f"{call.base}/rest/api/{2 if adf.plain(call) else 3}"


def own(call: Call, record: Record) -> str:
    """The address of a thing; "" for those that have none."""
    kind, id = record.KIND.name, quote(str(record.id), safe="")
    if kind == "user":
        return f"{api(call)}/user?accountId={quote(str(record.get('accountId') or record.id))}"
    if kind in AGILE:
        return f"{call.base}/rest/agile/1.0/{kind}/{id}"
    return f"{api(call)}/{PLACES[kind]}/{id}" if kind in PLACES else ""
