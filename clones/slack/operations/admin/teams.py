"""Workspaces, groups, roles and barriers, as administrators change them; https://docs.slack.dev/reference/methods?family=admin.teams."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation

from ...lookups import find_user, listed, team_of, words
from ...records import Conversation, Member, Team, User
from ...settings import administrator, keep, kept
from ...wording import no
from ..workspace import find_group


def find_team(call: Call, id: str) -> Team:
    administrator(call)
    found = call.peek(Team, id)
    if found is None:
        raise no("team_not_found")
    return found


@operation("admin.teams.list")
def list_teams(call: Call) -> dict[str, Any]:
    administrator(call)
    owner = call.first(User, {"is_primary_owner": True})
    shown = {"user_id": owner.id, "email": owner.profile.get("email", "")} if owner else {}
    rows = [
        {"id": each.id, "name": each.name, "discoverability": each.discoverability, "primary_owner": shown,
         "team_url": f"https://{each.domain}.slack.com/"}
        for each in call.all(Team)
    ]  # fmt: skip
    return listed(call, "teams", call.slice(rows))


@operation("admin.teams.create")
def create_team(
    call: Call, team_domain: str, team_name: str, team_description: str = "", team_discoverability: str = "open"
) -> dict[str, Any]:
    administrator(call)
    if any(each.domain == team_domain for each in call.all(Team)):
        raise no("team_domain_taken")
    made = call.create(
        Team, id="T0" + call.new_id(size=9).upper(), name=team_name, domain=team_domain, icon={"image_default": True},
        description=team_description, discoverability=team_discoverability,
    )  # fmt: skip
    return {"team": made.id}


@operation("admin.teams.admins.list")
def list_admins(call: Call, team_id: str) -> dict[str, Any]:
    find_team(call, team_id)
    return listed(call, "admin_ids", call.slice([user.id for user in call.all(User, {"is_admin": True})]))


@operation("admin.teams.owners.list")
def list_owners(call: Call, team_id: str) -> dict[str, Any]:
    find_team(call, team_id)
    return listed(call, "owner_ids", call.slice([user.id for user in call.all(User, {"is_owner": True})]))


@operation("admin.teams.settings.info")
def settings_info(call: Call, team_id: str) -> dict[str, Any]:
    team = find_team(call, team_id)
    return {"team": {"id": team.id, "name": team.name, "url": f"https://{team.domain}.slack.com/",
                     "domain": team.domain,
                     "email_domain": team.email_domain, "icon": team.icon, "enterprise_id": team.enterprise_id,
                     "enterprise_name": "", "default_channels": team.default_channels,
                     "is_verified": False}}  # fmt: skip


@operation("admin.teams.settings.setName")
def set_name(call: Call, team_id: str, name: str) -> dict[str, Any]:
    call.update(find_team(call, team_id), name=name)
    return {}


@operation("admin.teams.settings.setDescription")
def set_description(call: Call, team_id: str, description: str) -> dict[str, Any]:
    call.update(find_team(call, team_id), description=description)
    return {}


@operation("admin.teams.settings.setDiscoverability")
def set_discoverability(call: Call, team_id: str, discoverability: str) -> dict[str, Any]:
    if discoverability not in ("open", "invite_only", "closed", "unlisted"):
        raise no("discoverability_setting_invalid")
    call.update(find_team(call, team_id), discoverability=discoverability)
    return {}


@operation("admin.teams.settings.setIcon")
def set_icon(call: Call, team_id: str, image_url: str) -> dict[str, Any]:
    call.update(find_team(call, team_id), icon={"image_original": image_url, "image_default": False})
    return {}


@operation("admin.teams.settings.setDefaultChannels")
def set_default_channels(call: Call, team_id: str, channel_ids: Any) -> dict[str, Any]:
    ids = words(channel_ids)
    if any(call.peek(Conversation, id) is None for id in ids):
        raise no("channel_not_found")
    call.update(find_team(call, team_id), default_channels=ids)
    return {}


# Groups of people


@operation("admin.usergroups.addChannels")
def add_channels(call: Call, usergroup_id: str, channel_ids: Any) -> dict[str, Any]:
    administrator(call)
    group = find_group(call, usergroup_id)
    call.update(group, channels=list(dict.fromkeys([*group.channels, *words(channel_ids)])))
    return {}


@operation("admin.usergroups.removeChannels")
def remove_channels(call: Call, usergroup_id: str, channel_ids: Any) -> dict[str, Any]:
    administrator(call)
    group, gone = find_group(call, usergroup_id), set(words(channel_ids))
    call.update(group, channels=[id for id in group.channels if id not in gone])
    return {}


@operation("admin.usergroups.listChannels")
def list_channels(call: Call, usergroup_id: str, include_num_members: bool = False) -> dict[str, Any]:
    administrator(call)
    rows = []
    for id in find_group(call, usergroup_id).channels:
        found = call.peek(Conversation, id)
        if found is not None:
            count = {"num_members": call.count(Member, {"channel": id})} if include_num_members else {}
            rows.append({"id": id, "name": found.name, "team_id": found.team_id, **count})
    return {"channels": rows}


@operation("admin.usergroups.addTeams")
def add_teams(call: Call, usergroup_id: str, team_ids: Any, auto_provision: bool = False) -> dict[str, Any]:
    administrator(call)
    keep(call, f"usergroup-teams/{find_group(call, usergroup_id).id}", words(team_ids))
    return {}


# Roles, barriers, policies


@operation("admin.roles.addAssignments")
def add_assignments(call: Call, role_id: str, entity_ids: Any, user_ids: Any) -> dict[str, Any]:
    administrator(call)
    held = kept(call, "roles", [])
    fresh = [
        {"role_id": role_id, "entity_id": entity, "user_id": find_user(call, user).id, "date_create": call.now}
        for entity in words(entity_ids) for user in words(user_ids)
    ]  # fmt: skip
    keep(call, "roles", held + fresh)
    return {"rejected_users": [], "rejected_entities": []}


@operation("admin.roles.listAssignments")
def list_assignments(call: Call, role_ids: Any = None, entity_ids: Any = None) -> dict[str, Any]:
    administrator(call)
    roles, entities = words(role_ids), words(entity_ids)
    rows = [
        row for row in kept(call, "roles", [])
        if (not roles or row["role_id"] in roles) and (not entities or row["entity_id"] in entities)
    ]  # fmt: skip
    return listed(call, "role_assignments", call.slice(rows))


@operation("admin.roles.removeAssignments")
def remove_assignments(call: Call, role_id: str, entity_ids: Any, user_ids: Any) -> dict[str, Any]:
    administrator(call)
    gone, users = set(words(entity_ids)), set(words(user_ids))
    rows = kept(call, "roles", [])
    keep(
        call,
        "roles",
        [
            row
            for row in rows
            if not (row["role_id"] == role_id and row["entity_id"] in gone and row["user_id"] in users)
        ],
    )
    return {"rejected_users": [], "rejected_entities": []}


@operation("admin.barriers.create")
def create_barrier(
    call: Call, primary_usergroup_id: str, barriered_from_usergroup_ids: Any, restricted_subjects: Any
) -> dict[str, Any]:
    administrator(call)
    made = {
        "id": "Ib0" + call.new_id(size=8).upper(), "enterprise_id": team_of(call).enterprise_id,
        "date_update": call.now,
        "primary_usergroup": {"id": primary_usergroup_id}, "restricted_subjects": words(restricted_subjects),
        "barriered_from_usergroups": [{"id": id} for id in words(barriered_from_usergroup_ids)],
    }  # fmt: skip
    keep(call, "barriers", [*kept(call, "barriers", []), made])
    return {"barrier": made}


@operation("admin.barriers.list")
def list_barriers(call: Call) -> dict[str, Any]:
    administrator(call)
    return listed(call, "barriers", call.slice(kept(call, "barriers", [])))


@operation("admin.barriers.update")
def update_barrier(
    call: Call, barrier_id: str, primary_usergroup_id: str, barriered_from_usergroup_ids: Any, restricted_subjects: Any
) -> dict[str, Any]:
    delete_barrier(call, barrier_id)
    made = create_barrier(call, primary_usergroup_id, barriered_from_usergroup_ids, restricted_subjects)["barrier"]
    rows = [each if each["id"] != made["id"] else {**made, "id": barrier_id} for each in kept(call, "barriers", [])]
    keep(call, "barriers", rows)
    return {"barrier": {**made, "id": barrier_id}}


@operation("admin.barriers.delete")
def delete_barrier(call: Call, barrier_id: str) -> dict[str, Any]:
    administrator(call)
    rows = kept(call, "barriers", [])
    if not any(row["id"] == barrier_id for row in rows):
        raise no("barrier_not_found")
    keep(call, "barriers", [row for row in rows if row["id"] != barrier_id])
    return {}
