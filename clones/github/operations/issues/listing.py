"""Lists of issues: of a repository, of an organization, of the caller; https://docs.github.com/rest/issues/issues#list-repository-issues."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.state.query import Op, any_of, gte, has, ne, nocase

from ...lookups import find_label, find_organization, find_repository, me, membership, user_permission
from ...records.issues import Comment, Issue, Label
from ...records.people import User
from ...records.repositories import Repository
from ...refusals import ValidationFailed
from ...times import stamp
from .naming import milestone_named, type_named

_ORDERS = {"created": "created_at", "updated": "updated_at", "comments": "comments"}
_HOLDS = "EXISTS (SELECT 1 FROM json_each(json_extract(r.doc, '$.labels')) WHERE value = ?)"
_MENTIONS = "instr(lower({}), lower(?)) > 0"


@operation("issues/list-for-repo")
def list_issues(
    call: Call, owner: str, repo: str, state: str = "open", sort: str = "created", direction: str = "desc",
    labels: str = "", assignee: str = "", creator: str = "", mentioned: str = "", milestone: str = "", since: str = "",
    type: str = "",
) -> Page:  # fmt: skip
    """GET /repos/{owner}/{repo}/issues"""
    repository = find_repository(call, owner, repo)
    where: dict[str, Any] = {"repository": repository.id, **_state(state), **_since(since)}
    if not repository.has_issues:
        where["pull"] = ne(None)
    wanted = _names(labels)
    found = [find_label(call, repository, name) for name in wanted]
    _people(call, where, assignee, creator, mentioned)
    _milestone(call, where, repository, milestone)
    if type:
        kind = type_named(call, repository, type) if type not in ("*", "none") else None
        where["type"] = kind.id if kind else ne(None) if type == "*" else None
    if not all(found):
        return call.slice([])
    _labelled(where, [label.id for label in found if label])
    return call.page(Issue, where, _order(sort, direction))


def _state(state: str) -> dict[str, Any]:
    return {} if state == "all" else {"state": state}


def _since(since: str) -> dict[str, Any]:
    return {"updated_at": gte(stamp(since, "Issue", "since"))} if since else {}


def _names(labels: str) -> list[str]:
    return [name.strip() for name in labels.split(",") if name.strip()]


def _order(sort: str, direction: str) -> str:
    return _ORDERS[sort] if direction == "asc" else f"-{_ORDERS[sort]}"


def _labelled(where: dict[str, Any], ids: list[int]) -> None:
    """Add the condition of all these labels: the first by the index, the others by a look at what it finds."""
    if ids:
        where["labels"] = has(ids[0])
    if ids[1:]:
        where["id"] = Op(" AND ".join([_HOLDS] * len(ids[1:])), tuple(ids[1:]))


def _people(call: Call, where: dict[str, Any], assignee: str, creator: str, mentioned: str) -> None:
    if assignee == "none":
        where["assignees"] = Op("coalesce(json_array_length({}), 0) = 0")
    elif assignee == "*":
        where["assignees"] = Op("json_array_length({}) > 0")
    elif assignee:
        where["assignees"] = has(_person(call, "assignee", assignee).id)
    if creator:
        where["user"] = _person(call, "creator", creator).id
    if mentioned:
        where["body"] = Op(_MENTIONS, (f"@{_person(call, 'mentioned', mentioned).login}",))


def _person(call: Call, field: str, login: str) -> User:
    found = call.find(User, login=login)
    if found is None:
        raise ValidationFailed("Issue", field, "invalid", value=login)
    return found


def _milestone(call: Call, where: dict[str, Any], repository: Repository, milestone: str) -> None:
    """Add the condition on the milestone: a number, `none` or `*`. Raises ValidationFailed for any other."""
    if milestone == "*":
        where["milestone"] = ne(None)
    elif milestone == "none":
        where["milestone"] = None
    elif milestone:
        found = milestone_named(call, repository, milestone)
        where["milestone"] = found.id if found else None


@operation("issues/list")
def list_mine(
    call: Call, filter: str = "assigned", state: str = "open", labels: str = "", sort: str = "created",
    direction: str = "desc", since: str = "", pulls: bool | None = None,
) -> Page:  # fmt: skip
    """GET /issues: of every repository that the caller belongs to."""
    within = [repository.id for repository in _belonging(call, me(call))]
    return _across(call, within, filter, state, labels, sort, direction, since, pulls)


@operation("issues/list-for-authenticated-user")
def list_in_own(
    call: Call, filter: str = "assigned", state: str = "open", labels: str = "", sort: str = "created",
    direction: str = "desc", since: str = "",
) -> Page:  # fmt: skip
    """GET /user/issues: of the repositories that the caller owns or works in by invitation."""
    actor = me(call)
    within = [
        repository.id for repository in _belonging(call, actor) if not membership(call, repository.owner, actor.id)
    ]
    return _across(call, within, filter, state, labels, sort, direction, since)


@operation("issues/list-for-org")
def list_in_organization(
    call: Call, org: str, filter: str = "assigned", state: str = "open", labels: str = "", sort: str = "created",
    direction: str = "desc", since: str = "",
) -> Page:  # fmt: skip
    """GET /orgs/{org}/issues"""
    organization, actor = find_organization(call, org), me(call)
    within = [repository.id for repository in _belonging(call, actor, owner=organization.id)]
    return _across(call, within, filter, state, labels, sort, direction, since)


def _belonging(call: Call, actor: User, **where: int) -> list[Repository]:
    """The repositories in which a person has a part of their own."""
    return [found for found in call.all(Repository, where) if user_permission(call, found, actor.id)]


def _across(
    call: Call, within: list[int], filter: str, state: str, labels: str, sort: str, direction: str, since: str,
    pulls: bool | None = None,
) -> Page:  # fmt: skip
    where: dict[str, Any] = {"repository": any_of(within), **_state(state), **_since(since), **_mine(call, filter)}
    if pulls is not None:
        where["pull"] = ne(None) if pulls else None
    held = [_labelled_so(call, within, name) for name in _names(labels)]
    if held:
        where["id"] = Op(" AND ".join(op.sql for op in held), tuple(value for op in held for value in op.values))
    page = call.page(Issue, where, _order(sort, direction))
    show = call.clone.dialect.show
    shown = [{**show(call, made, False), "repository": show(call, call.get(Repository, made.repository), False)}
             for made in page.items]  # fmt: skip
    return Page(shown, page.paging, page.total, page.more)


def _labelled_so(call: Call, within: list[int], name: str) -> Op:
    """The condition of a label of that name, whichever repository's it is."""
    there = call.all(Label, {"repository": any_of(within), "name": nocase(name)})
    return Op(_HOLDS.replace("= ?", f"IN ({','.join('?' * len(there))})"), tuple(label.id for label in there))


def _mine(call: Call, filter: str) -> dict[str, Any]:
    """The condition of one way to be concerned."""
    actor = me(call)
    if filter == "assigned":
        return {"assignees": has(actor.id)}
    if filter == "created":
        return {"user": actor.id}
    if filter == "mentioned":
        return {"body": Op(_MENTIONS, (f"@{actor.login}",))}
    if filter == "subscribed":
        return {"rid": concerned(actor)}
    return {}


def concerned(actor: User) -> Op:
    """The condition that a person takes part: as author, by assignment, by a comment or by being mentioned."""
    assigned = "EXISTS (SELECT 1 FROM json_each(json_extract(r.doc, '$.assignees')) WHERE value = ?)"
    commented = "SELECT parent FROM records WHERE kind = ? AND json_extract(doc, '$.user') = ?"
    return Op(
        f"(json_extract(r.doc, '$.user') = ? OR {assigned} OR {{0}} IN ({commented})"
        " OR instr(lower(json_extract(r.doc, '$.body')), ?) > 0)",
        (actor.id, actor.id, Comment.KIND.number, actor.id, f"@{actor.login.lower()}"),
    )
