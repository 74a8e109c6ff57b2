"""Issues: found by key or id, made with keys of their project, changed, shown; https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.generic import homes
from clonery.server.problems import Invalid, NotFound
from clonery.server.state.record import Record

from . import adf, links

if TYPE_CHECKING:
    from clonery.server.call import Call

RICH = ("description", "environment")
NAVIGABLE = ("comment", "worklog", "attachment", "issuelinks", "subtasks")
"""Fields that only a read of one issue shows."""


def find(call: Call, name: Any) -> Record:
    """The issue of that key or id. Raises NotFound."""
    kind = call.clone.kind("issue")
    found = call.find(kind, key=str(name)) or call.peek(kind, str(name)) or call.find(kind, key=str(name).upper())
    if found is None:
        raise NotFound("Issue does not exist or you do not have permission to see it.", kind="issue", id=name)
    return found


def named(call: Call, kind: str, given: Any, *names: str) -> Record | None:
    """The record that a field of an issue names: {"id"}, {"key"}, {"name"}, {"accountId"}, or the bare text."""
    given = given if isinstance(given, dict) else dict.fromkeys(("id", *names), given)
    found = call.clone.kind(kind)
    for name in ("id", *names):
        value = given.get(name)
        if value is None:
            continue
        for record in call.all(found):
            if str(record.id if name == "id" else record.get(name)).lower() == str(value).lower():
                return record
    return None


def person(call: Call, given: Any) -> dict[str, Any] | None:
    """The user of an account id, name or e-mail, as issues show one. Raises Invalid."""
    if given in (None, {}) or (isinstance(given, dict) and set(given.values()) <= {None}):
        return None
    found = named(call, "user", given, "accountId", "emailAddress", "displayName", "name")
    if found is None:
        raise refused(assignee="Specify a valid value for assignee")
    return brief(found, "accountId", "accountType", "displayName", "emailAddress", "active", "timeZone")


def brief(record: Record, *names: str) -> dict[str, Any]:
    return {name: record.get(name) for name in names if record.get(name) is not None}


def refused(*messages: str, **errors: str) -> Invalid:
    """A refusal that names the fields."""
    return Invalid(messages[0] if messages else "", errors=errors)


def create(call: Call, given: Any) -> Record:
    """A new issue from its fields. Raises Invalid for what is missing or unknown."""
    fields = dict(given) if isinstance(given, dict) else {}
    project = named(call, "project", fields.get("project"), "key", "name")
    if project is None:
        raise refused(project="valid project is required")
    kind = named(call, "issue_type", fields.get("issuetype"), "name")
    if kind is None:
        raise refused(issuetype="Specify a valid issue type")
    if not str(fields.get("summary") or "").strip():
        raise refused(summary="You must specify a summary of the issue.")
    me = None if call.actor is None else person(call, {"accountId": call.actor.get("accountId") or call.actor.id})
    whole = {
        "description": None, "assignee": None, "labels": [], "resolution": None, "priority": _default(call),
        "reporter": me, **_taken(call, fields), "project": brief(project, "id", "key", "name", "projectTypeKey"),
        "issuetype": brief(kind, "id", "name", "description", "subtask", "hierarchyLevel"), "creator": me,
        "status": _first(call), "created": call.now, "updated": call.now,
    }  # fmt: skip
    return call.create(call.clone.kind("issue"), id=_id(call), key=_key(call, project), fields=whole)


def _id(call: Call) -> str:
    kind = call.clone.kind("issue")
    id = str(call.clone.dialect.new_id(call, "issue"))
    while call.peek(kind, id) is not None:
        id = str(call.clone.dialect.new_id(call, "issue"))
    return id


def _key(call: Call, project: Record) -> str:
    """The project's key and the next number of its issues."""
    prefix = f"{project.get('key')}-"
    keys = [str(issue.get("key")) for issue in call.all(call.clone.kind("issue"))]
    numbers = [int(key[len(prefix) :]) for key in keys if key.startswith(prefix) and key[len(prefix) :].isdecimal()]
    call.reach(f"issue/{prefix}", max(numbers, default=0))
    return f"{prefix}{call.next(f'issue/{prefix}')}"


def _default(call: Call) -> dict[str, Any] | None:
    found = call.all(call.clone.kind("priority"))
    chosen = next((each for each in found if each.get("isDefault")), found[0] if found else None)
    return brief(chosen, "id", "name") if chosen else None


def _first(call: Call) -> dict[str, Any] | None:
    """The status that work begins in."""
    found = call.all(call.clone.kind("status"))
    new = (each for each in found if (each.get("statusCategory") or {}).get("key") == "new")
    chosen = next(new, found[0] if found else None)
    return brief(chosen, "id", "name", "description", "statusCategory") if chosen else None


def _taken(call: Call, fields: dict[str, Any]) -> dict[str, Any]:
    """Fields as they are kept: people, priorities and parents whole, rich text as documents."""
    made = {name: value for name, value in fields.items() if name not in ("project", "issuetype", "status")}
    for name in ("assignee", "reporter"):
        if name in made:
            made[name] = person(call, made[name])
    if made.get("priority"):
        priority = named(call, "priority", made["priority"], "name")
        if priority is None:
            raise refused(priority="The priority selected is invalid.")
        made["priority"] = brief(priority, "id", "name")
    if made.get("parent"):
        above = find(call, made["parent"].get("key") or made["parent"].get("id"))
        made["parent"] = {"id": above.id, "key": above.get("key")}
    return made | {name: adf.kept(made[name]) for name in RICH if name in made}


def change(call: Call, issue: Record, fields: Any, update: Any = None) -> Record:
    """Set fields, and do what `update` says: set, add, remove. Raises Invalid."""
    sent = dict(fields) if isinstance(fields, dict) else {}
    if "summary" in sent and not str(sent["summary"] or "").strip():
        raise refused(summary="You must specify a summary of the issue.")
    whole = {**issue.get("fields", {}), **_taken(call, sent)}
    if sent.get("issuetype"):
        kind = named(call, "issue_type", sent["issuetype"], "name")
        if kind is None:
            raise refused(issuetype="The issue type selected is invalid.")
        whole["issuetype"] = brief(kind, "id", "name", "description", "subtask", "hierarchyLevel")
    for name, steps in (update or {}).items():
        for step in steps if isinstance(steps, list) else [steps]:
            if not isinstance(step, dict):
                raise refused(**{name: "An operation is an object that says set, add, edit or remove."})
            for verb, value in step.items():
                if name == "comment" and verb == "add":
                    comment(call, issue, value.get("body") if isinstance(value, dict) else value)
                else:
                    whole[name] = _stepped(whole.get(name), verb, adf.kept(value) if name in RICH else value)
    return call.update(issue, fields={**whole, "updated": call.now})


def _stepped(held: Any, verb: str, value: Any) -> Any:
    if verb == "set":
        return value
    listed = list(held or [])
    if verb == "add":
        return listed if value in listed else [*listed, value]
    return [each for each in listed if each != value] if verb == "remove" else held


def comment(call: Call, issue: Record, body: Any, **more: Any) -> Record:
    """A new comment of the caller's. Raises Invalid for an empty one."""
    if not body:
        raise refused(comment="Comment body can not be empty!")
    me = None if call.actor is None else person(call, {"accountId": call.actor.get("accountId") or call.actor.id})
    kind = call.clone.kind("comment")
    id = str(call.clone.dialect.new_id(call, "comment"))
    return call.create(
        kind, id=id, body=adf.kept(body), author=me, updateAuthor=me, created=call.now, updated=call.now,
        jsdPublic=True, **more, **homes.home(kind, [issue]),
    )  # fmt: skip


def comments(call: Call, issue: Record) -> list[Record]:
    kind = call.clone.kind("comment")
    return call.all(kind, homes.home(kind, [issue]))


def show_comment(call: Call, record: Record, issue: Record) -> dict[str, Any]:
    made = {name: value for name, value in record.doc.items() if not name.startswith("_") and value is not None}
    self = f"{links.api(call)}/issue/{issue.id}/comment/{record.id}"
    return {"self": self, **made, "body": adf.shown(call, record.get("body"))}


def show(call: Call, issue: Record, wanted: Any = (), whole: bool = True) -> dict[str, Any]:
    """An issue with the fields that were asked for: names, `*all`, `*navigable`, `-name`."""
    held = dict(issue.get("fields", {}))
    if whole:
        made = [show_comment(call, each, issue) for each in comments(call, issue)]
        held["comment"] = {"comments": made, "maxResults": len(made), "total": len(made), "startAt": 0}
    for name in RICH:
        if name in held:
            held[name] = adf.shown(call, held[name])
    names = [name for given in wanted or () for name in str(given).split(",") if name]
    without = {name[1:] for name in names if name.startswith("-")}
    chosen = {name for name in names if not name.startswith("-")}
    if chosen and not chosen & {"*all", "*navigable"}:
        held = {name: value for name, value in held.items() if name in chosen}
    held = {name: value for name, value in held.items() if name not in without}
    return {
        "expand": "renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations",
        "id": str(issue.id), "self": f"{links.api(call)}/issue/{issue.id}", "key": issue.get("key"), "fields": held,
    }  # fmt: skip
