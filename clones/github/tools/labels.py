"""Tools for labels; https://github.com/github/github-mcp-server."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import tool

from ..composing import paged, run
from ..records.issues import Label
from .lists import shown


@tool("get_label")
def get(call: Call, owner: str, repo: str, name: str) -> Label:
    """One label."""
    made: Label = run(call, "issues/get-label", owner=owner, repo=repo, name=name)
    return made


@tool("list_label")
def list_labels(call: Call, owner: str, repo: str) -> dict[str, Any]:
    """The first hundred labels of a repository, and how many there are."""
    paged(call, 1, 100)
    page = run(call, "issues/list-labels-for-repo", owner=owner, repo=repo)
    return {"labels": shown(call, page), "totalCount": page.total}


@tool("label_write")
def write(
    call: Call, method: str, owner: str, repo: str, name: str, new_name: str | None = None, color: str | None = None,
    description: str | None = None,
) -> Any:  # fmt: skip
    """Make, change or delete a label."""
    there = {"owner": owner, "repo": repo, "name": name}
    if method == "delete":
        run(call, "issues/delete-label", **there)
        return {"message": f"label '{name}' deleted"}
    fields = {"color": color.removeprefix("#") if color else None, "description": description}
    if method == "create":
        return run(call, "issues/create-label", **there, **fields)
    return run(call, "issues/update-label", **there, **fields, new_name=new_name)
