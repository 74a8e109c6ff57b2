"""Keys that open one repository; https://docs.github.com/rest/deploy-keys/deploy-keys."""

from __future__ import annotations

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ..lookups import find_repository, me
from ..records.repositories import DeployKey
from ..ssh_keys import unused


@operation("repos/list-deploy-keys")
def list_keys(call: Call, owner: str, repo: str) -> Page:
    """GET /repos/{owner}/{repo}/keys"""
    return call.page(DeployKey, {"repository": find_repository(call, owner, repo, "admin").id})


@operation("repos/create-deploy-key")
def create(call: Call, owner: str, repo: str, key: str, title: str = "", read_only: bool = False) -> DeployKey:
    """POST /repos/{owner}/{repo}/keys: without a title the key's comment is it."""
    repository = find_repository(call, owner, repo, "admin")
    comment = " ".join(key.split()[2:])
    made = call.create(
        DeployKey, repository=repository, title=title or comment, key=unused(call, key), read_only=read_only,
        added_by=me(call), created_at=call.now,
    )  # fmt: skip
    call.emit("deploy_key", action="created", repository=repository, key=made)
    return made


@operation("repos/get-deploy-key")
def get(call: Call, owner: str, repo: str, key_id: int) -> DeployKey:
    """GET /repos/{owner}/{repo}/keys/{key_id}"""
    repository, found = find_repository(call, owner, repo, "admin"), call.get(DeployKey, key_id)
    if found.repository != repository.id:
        raise NotFound(kind="deploy_key")
    return found


@operation("repos/delete-deploy-key")
def delete(call: Call, owner: str, repo: str, key_id: int) -> None:
    """DELETE /repos/{owner}/{repo}/keys/{key_id}"""
    found = get(call, owner, repo, key_id)
    call.delete(found)
    call.emit("deploy_key", action="deleted", repository=find_repository(call, owner, repo), key=found)
