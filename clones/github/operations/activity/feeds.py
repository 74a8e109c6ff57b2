"""Addresses of the Atom feeds; https://docs.github.com/rest/activity/feeds."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation

from ...records.people import Membership, User

ATOM = "application/atom+xml"


@operation("activity/get-feeds")
def get(call: Call) -> dict[str, Any]:
    """GET /feeds"""
    made = {"timeline": f"{call.base}/timeline", "user": f"{call.base}/{{user}}"}
    organizations = []
    if call.actor is not None:
        page = f"{call.base}/{call.actor.login}"
        made |= {
            "current_user_public": page, "current_user": f"{page}.private",
            "current_user_actor": f"{page}.private.actor", "current_user_organization": "",
        }  # fmt: skip
        held = call.all(Membership, {"user": call.actor.id})
        logins = [call.get(User, each.organization).login for each in held if each.state == "active"]
        organizations = [f"{call.base}/organizations/{login}/{call.actor.login}.private.atom" for login in logins]
    links: dict[str, Any] = {name: {"href": url, "type": ATOM} for name, url in made.items()}
    links["current_user_organizations"] = [{"href": url, "type": ATOM} for url in organizations]
    urls = {f"{name}_url": url for name, url in made.items()}
    return {**urls, "current_user_organization_urls": organizations, "_links": links}
