"""Skills of the workspace's bot, featured workflows, and policies; https://docs.slack.dev/reference/methods."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation

from ..lookups import find_channel, listed, me, words
from ..records import App
from ..settings import administrator, keep, kept
from ..wording import no
from .auth import removed
from .views import spent

FIELDS = ("display_name", "description", "category", "example_prompt", "instructions", "mcp_servers", "canvas_id")
FEATURED_LIMIT = 15

# Skills


def _skill(call: Call, id: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """All skills, as copies, and the one of that id among them."""
    rows = [dict(row) for row in kept(call, "skills", [])]
    found = next((row for row in rows if row["id"] == id), None)
    if found is None:
        raise no("skill_not_found")
    return rows, found


@operation("slackbot.skills.create")
def create_skill(call: Call, display_name: str, **given: Any) -> dict[str, Any]:
    made = {"id": "Sk0" + call.new_id(size=8).upper(), "creator_id": me(call).id, "publish_status": "draft",
            "auto_enabled_status": "none", "date_created": call.now, "library": [],
            "display_name": display_name}  # fmt: skip
    made |= {name: value for name, value in given.items() if name in FIELDS}
    keep(call, "skills", [*kept(call, "skills", []), made])
    return {"skill": made}


@operation("slackbot.skills.info")
def skill_info(call: Call, skill_id: str) -> dict[str, Any]:
    return {"skill": _skill(call, skill_id)[1]}


@operation("slackbot.skills.list")
def list_skills(call: Call, category: str | None = None) -> dict[str, Any]:
    rows = [row for row in kept(call, "skills", []) if category in (None, row.get("category"))]
    return listed(call, "skills", call.slice(rows))


@operation("slackbot.skills.update")
def update_skill(call: Call, skill_id: str, **given: Any) -> dict[str, Any]:
    rows, found = _skill(call, skill_id)
    if found["creator_id"] != me(call).id and not me(call).is_admin:
        raise no("not_allowed")
    found |= {name: value for name, value in given.items() if name in FIELDS}
    keep(call, "skills", rows)
    return {"skill": found}


@operation("slackbot.skills.delete")
def delete_skill(call: Call, skill_id: str) -> dict[str, Any]:
    rows, found = _skill(call, skill_id)
    keep(call, "skills", [row for row in rows if row is not found])
    return {}


@operation("slackbot.skills.library.add", "slackbot.skills.library.remove")
def change_library(call: Call, skill_id: str) -> dict[str, Any]:
    """Put a skill among one's own, or take it out."""
    assert call.operation is not None
    rows, found = _skill(call, skill_id)
    users = [id for id in found["library"] if id != me(call).id]
    found["library"] = [*users, me(call).id] if call.operation.name.endswith("add") else users
    keep(call, "skills", rows)
    return {}


@operation("admin.slackbot.skills.list")
def admin_skills(call: Call, publish_status: str | None = None, category: str | None = None) -> dict[str, Any]:
    administrator(call)
    rows = [
        row for row in kept(call, "skills", [])
        if publish_status in (None, row["publish_status"]) and category in (None, row.get("category"))
    ]  # fmt: skip
    return listed(call, "skills", call.slice(rows))


@operation("admin.slackbot.skills.publish", "admin.slackbot.skills.unpublish")
def publish_skills(call: Call, skill_ids: Any) -> dict[str, Any]:
    assert call.operation is not None
    administrator(call)
    status = "draft" if call.operation.name.endswith("unpublish") else "published"
    for id in words(skill_ids):
        rows, found = _skill(call, id)
        found["publish_status"] = status
        keep(call, "skills", rows)
    return {}


@operation("admin.slackbot.skills.setAutoEnabled")
def enable_skill(call: Call, skill_id: str, permission_type: str) -> dict[str, Any]:
    administrator(call)
    rows, found = _skill(call, skill_id)
    found["auto_enabled_status"] = permission_type
    keep(call, "skills", rows)
    return {}


# Featured workflows of a channel


def _featured(call: Call, channel_id: str) -> tuple[str, list[str]]:
    name = f"featured/{find_channel(call, channel_id).id}"
    return name, kept(call, name, [])


@operation("workflows.featured.add", "workflows.featured.set", "workflows.featured.remove")
def feature(call: Call, channel_id: str, trigger_ids: Any) -> dict[str, Any]:
    """Show workflows in a channel: some more, these alone, or some fewer."""
    assert call.operation is not None
    verb = call.operation.name.rpartition(".")[2]
    (name, held), ids = _featured(call, channel_id), words(trigger_ids)
    made = {"add": [*held, *ids], "set": ids, "remove": [id for id in held if id not in ids]}[verb]
    made = list(dict.fromkeys(made))
    if len(made) > FEATURED_LIMIT:
        raise no("too_many_workflows")
    keep(call, name, made)
    return {}


@operation("workflows.featured.list")
def list_featured(call: Call, channel_ids: Any) -> dict[str, Any]:
    rows = [
        {"channel_id": id, "triggers": [{"id": trigger, "title": trigger} for trigger in _featured(call, id)[1]]}
        for id in words(channel_ids)
    ]
    return {"featured_workflows": rows}


# Policies, and what is left of apps


@operation("admin.auth.policy.assignEntities", "admin.auth.policy.removeEntities")
def change_policy(call: Call, entity_ids: Any, entity_type: str, policy_name: str) -> dict[str, Any]:
    """Put people under a policy of signing in, or take them out."""
    assert call.operation is not None
    administrator(call)
    if entity_type != "USER":
        raise no("invalid_entity_type")
    if policy_name != "email_password":
        raise no("policy_not_found")
    held, ids = kept(call, f"policy/{policy_name}", []), words(entity_ids)
    kept_ids = [row["entity_id"] for row in held]
    if call.operation.name.endswith("assignEntities"):
        rows = held + [
            {"entity_id": id, "entity_type": "USER", "date_added": call.now} for id in ids if id not in kept_ids
        ]
    else:
        rows = [row for row in held if row["entity_id"] not in ids]
    keep(call, f"policy/{policy_name}", rows)
    return {"entity_total_count": len(rows)}


@operation("admin.auth.policy.getEntities")
def list_policy(call: Call, policy_name: str) -> dict[str, Any]:
    administrator(call)
    page = call.slice(kept(call, f"policy/{policy_name}", []))
    return listed(call, "entities", page, entity_total_count=page.total)


@operation("admin.apps.uninstall")
def uninstall_app(call: Call, app_id: str) -> dict[str, Any]:
    administrator(call)
    found = call.peek(App, app_id)
    if found is None:
        raise no("app_not_found")
    removed(call, found)
    return {}


@operation("entity.presentDetails")
def present_details(
    call: Call, trigger_id: str, metadata: dict[str, Any] | None = None, error: dict[str, Any] | None = None,
    user_auth_required: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """Show what stands behind a link, to the person who asked."""
    if metadata is None and error is None and not user_auth_required:
        raise no("invalid_arguments")
    spent(call, trigger_id)
    return {}
