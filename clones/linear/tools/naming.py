"""What tools take for things: ids or names of people, states, labels, teams, projects; https://linear.app/docs/mcp."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from clonery.server.problems import MissingScope, NotFound
from clonery.server.state.record import Record

from ..lookups import find
from ..records.people import Team, User
from ..records.plans import Initiative, Project, ProjectMilestone
from ..records.work import Cycle, IssueLabel, WorkflowState

if TYPE_CHECKING:
    from clonery.server.call import Call

R = TypeVar("R", bound=Record)


def writing(call: Call) -> None:
    """Tools that change something need a key that may. Raises MissingScope."""
    held = call.credential
    if held is not None and held.scopes is not None and not {"write", "admin"} & set(held.scopes):
        raise MissingScope(needed=["write"], provided=list(held.scopes))


def named(call: Call, kind: type[R], text: str, *fields: str, **where: Any) -> R:
    """The thing of that id, or whose field has that text, whatever its case. Raises NotFound."""
    found = call.peek(kind, text)
    if found is not None:
        return found
    wanted = text.casefold()
    for record in call.all(kind, where or None):
        if any(str(record.get(field) or "").casefold() == wanted for field in fields):
            return record
    return find(call, kind, text)


def team(call: Call, text: str) -> Team:
    return named(call, Team, text, "name", "key")


def user(call: Call, text: str) -> User:
    return find(call, User, "me") if text == "me" else named(call, User, text, "name", "displayName", "email")


def project(call: Call, text: str) -> Project:
    return named(call, Project, text, "name", "slugId")


def initiative(call: Call, text: str) -> Initiative:
    return named(call, Initiative, text, "name", "slugId")


def label(call: Call, text: str) -> IssueLabel:
    return named(call, IssueLabel, text, "name")


def state(call: Call, team_id: str, text: str) -> WorkflowState:
    """A state of a team by id, name or type. Raises NotFound."""
    found = call.peek(WorkflowState, text)
    if found is not None:
        return found
    there = sorted(call.all(WorkflowState, {"teamId": team_id}), key=lambda each: each.position)
    for field in ("name", "type"):
        for each in there:
            if str(each.get(field)).casefold() == text.casefold():
                return each
    raise NotFound(kind="workflow_state", id=text)


def milestone(call: Call, project_id: str, text: str) -> ProjectMilestone:
    return named(call, ProjectMilestone, text, "name", projectId=project_id)


def cycle(call: Call, team_id: str, text: str) -> Cycle:
    """A cycle of a team by id, number or name. Raises NotFound."""
    there = call.all(Cycle, {"teamId": team_id})
    for each in there:
        if text in (each.id, str(each.number), each.get("name")):
            return each
    raise NotFound(kind="cycle", id=text)


def since(created: str | None, updated: str | None) -> list[dict[str, Any]]:
    """Filters for times from which on something was made or changed."""
    return [{name: {"gte": since}} for name, since in (("createdAt", created), ("updatedAt", updated)) if since]
