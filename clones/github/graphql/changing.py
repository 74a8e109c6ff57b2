"""What all mutations of the graph do alike: act through an operation of REST, and answer; https://docs.github.com/graphql/guides/forming-calls-with-graphql#about-mutations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.problems import Problem

from ..composing import enter, run
from ..records.issues import Issue, IssueType, Label, Milestone
from ..records.people import User
from ..records.repositories import Repository
from .nodes import find, unknown

if TYPE_CHECKING:
    from clonery.server.call import Call

ISSUES = ("Issue", "PullRequest")
FIELD = "field"
"""Under which name a refusal remembers the mutation that it ended."""


def doing(call: Call, name: str, /, **arguments: Any) -> Any:
    """What an operation of REST makes of these arguments. Raises what it refuses, with the mutation noted."""
    before = call.operation
    try:
        return run(call, name, **arguments)
    except Problem as problem:
        raise noted(problem, before) from None


def noted(problem: Problem, operation: Any) -> Problem:
    """The problem, knowing which field of the graph it ended."""
    bound = operation.entry.get("graphql") if operation is not None else None
    if bound:
        problem.details.setdefault(FIELD, bound["field"])
    return problem


def allowed(call: Call, name: str) -> None:
    """Raise MissingScope where the token does not open an operation of REST; for what REST itself can't do."""
    before = call.operation
    try:
        enter(call, name)
    except Problem as problem:
        raise noted(problem, before) from None
    call.operation = before


def done(call: Call, input: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A mutation's answer; addresses of what was made, which REST tells in a header, are none of the graph's."""
    call.headers[:] = [header for header in call.headers if header[0] != "Location"]
    return {"clientMutationId": input.get("clientMutationId"), "actor": call.actor, **fields}


def named(call: Call, place: Repository) -> dict[str, Any]:
    """The names by which REST calls a repository."""
    return {"owner": call.get(User, place.owner).login, "repo": place.name}


def of_issue(call: Call, issue: Issue) -> dict[str, Any]:
    """The names by which REST calls an issue."""
    return {**named(call, call.get(Repository, issue.repository)), "issue_number": issue.number}


def of_pull(call: Call, issue: Issue) -> dict[str, Any]:
    """The names by which REST calls a pull request."""
    return {**named(call, call.get(Repository, issue.repository)), "pull_number": issue.number}


def again(call: Call, issue: Issue) -> Issue:
    """The issue as it is now."""
    return call.get(Issue, issue.id)


def logins(call: Call, ids: list[str] | None) -> list[str] | None:
    """The logins of people by their node ids."""
    return None if ids is None else [find(call, id, "User").login for id in ids]


def label_names(call: Call, place: int, ids: list[str] | None) -> list[str] | None:
    """The names of labels of a repository by their node ids. Raises NotFound for those of another one."""
    if ids is None:
        return None
    found: list[Label] = [find(call, id, "Label") for id in ids]
    for label, id in zip(found, ids, strict=True):
        if label.repository != place:
            raise unknown(id)
    return [label.name for label in found]


def milestone_number(call: Call, place: int, id: str | None) -> int | str:
    """The number of a milestone of a repository by its node id; "" for none."""
    if id is None:
        return ""
    found: Milestone = find(call, id, "Milestone")
    if found.repository != place:
        raise unknown(id)
    return found.number


def type_name(call: Call, id: str | None) -> str:
    """The name of a type of issues by its node id; "" for none."""
    found: IssueType | None = find(call, id, "IssueType") if id is not None else None
    return found.name if found is not None else ""
