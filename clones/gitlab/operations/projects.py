"""Projects, groups, milestones and branches: what GitLab itself says of a new one; https://docs.gitlab.com/api/projects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from clonery.server.generic import homes, perform
from clonery.server.generic.showing import shown
from clonery.server.operation import operation
from clonery.server.problems import Invalid
from clonery.server.state.record import Record

from ..dialect import SITE

if TYPE_CHECKING:
    from clonery.server.call import Call


def slug(name: str) -> str:
    """`My Project` has the path `my-project`."""
    return re.sub(r"[^a-z0-9_.-]+", "-", name.lower()).strip("-.") or "project"


def completed(call: Call, kind: str, made: Any, **fields: Any) -> Any:
    """The thing that was just made, with what nobody sent but GitLab says, as its operation shows it."""
    assert call.operation is not None
    record = call.get(call.clone.kind(kind), made["id"])
    record = call.update(record, **{name: value for name, value in fields.items() if record.get(name) in (None, "")})
    return shown(call, call.operation, record)


def above(call: Call) -> Record:
    """The project that the path names. Raises NotFound."""
    assert call.operation is not None
    return homes.parents(call, call.operation, call.arguments)[-1]


def user(call: Call) -> dict[str, Any]:
    """The caller, as other things show one."""
    names = ("id", "username", "name", "state", "locked", "avatar_url", "web_url")
    return {} if call.actor is None else {name: call.actor.get(name) for name in names}


@operation("postApiV4Projects")
def create_project(call: Call, **fields: Any) -> Any:
    """POST /projects"""
    assert call.operation is not None
    name = fields.get("name") or fields.get("path")
    if not name:
        raise Invalid("name, path are missing, at least one parameter must be provided")
    path, home = str(fields.get("path") or slug(str(name))), _namespace(call, fields.get("namespace_id"))
    full = f"{home['full_path']}/{path}"
    if call.find(call.clone.kind("project"), path_with_namespace=full) is not None:
        raise Invalid('{:name=>["has already been taken"], :path=>["has already been taken"]}', code="taken")
    made = perform(call, call.operation, {**fields, "name": str(name), "path": path})
    return completed(
        call, "project", made, path=path, namespace=home, path_with_namespace=full, visibility="private",
        name_with_namespace=f"{home['name']} / {name}", default_branch="main", archived=False, description=None,
        creator_id=user(call).get("id"), web_url=f"{SITE}/{full}", http_url_to_repo=f"{SITE}/{full}.git",
        ssh_url_to_repo=f"git@gitlab.com:{full}.git", star_count=0, forks_count=0, last_activity_at=call.now,
    )  # fmt: skip


def _namespace(call: Call, id: Any) -> dict[str, Any]:
    """The group of that id, else the caller's own namespace. Raises Invalid."""
    if id is None:
        own = user(call)
        name = str(own.get("username") or "")
        return {"id": own.get("id"), "name": own.get("name"), "path": name, "kind": "user", "full_path": name}
    group = homes.by_id(call, call.clone.kind("group"), id)
    if group is None:
        raise Invalid("namespace is not valid")
    return {name: group.get(name) for name in ("id", "name", "path", "full_path", "parent_id")} | {"kind": "group"}


@operation("postApiV4Groups")
def create_group(call: Call, name: str, path: str, **fields: Any) -> Any:
    """POST /groups"""
    assert call.operation is not None
    parent = homes.by_id(call, call.clone.kind("group"), fields.get("parent_id"))
    full = f"{parent.get('full_path')}/{path}" if parent else path
    if call.find(call.clone.kind("group"), full_path=full) is not None:
        raise Invalid('Failed to save group {:path=>["has already been taken"]}')
    made = perform(call, call.operation, {**fields, "name": name, "path": path})
    return completed(
        call, "group", made, full_path=full, full_name=f"{parent.get('full_name')} / {name}" if parent else name,
        visibility="private", web_url=f"{SITE}/groups/{full}", parent_id=fields.get("parent_id"),
    )  # fmt: skip


@operation("postApiV4ProjectsIdMilestones")
def create_milestone(call: Call, **fields: Any) -> Any:
    """POST /projects/{id}/milestones"""
    assert call.operation is not None
    project, kind = above(call), call.clone.kind("milestone")
    there = call.all(kind, homes.home(kind, [project]))
    iid = max((int(each.get("iid") or 0) for each in there), default=0) + 1
    made = perform(call, call.operation, {"id": call.arguments["id"], **fields})
    url = f"{project.get('web_url')}/-/milestones/{iid}"
    return completed(
        call, "milestone", made, iid=iid, project_id=project.id, state="active", web_url=url, expired=False
    )
