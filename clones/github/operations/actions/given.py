"""What workflows are given: secrets and variables of a repository; https://docs.github.com/rest/actions/secrets."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import Any, TypeVar

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.problems import Conflict, NotFound

from ...lookups import find_repository
from ...pages import enveloped
from ...records.actions import Secret, Variable
from ...records.repositories import Repository
from ...refusals import Unprocessable

G = TypeVar("G", Secret, Variable)
_NAME = re.compile(r"[A-Z_][A-Z0-9_]*")


def checked(name: str, what: str) -> str:
    """A name as it is kept: in capitals. Raises Unprocessable."""
    made = name.upper()
    if not _NAME.fullmatch(made):
        allowed = "alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores (_). Spaces are not allowed."
        raise Unprocessable(f"{what} names can only contain {allowed} Must start with a letter or underscore (_).")
    if made.startswith("GITHUB_"):
        raise Unprocessable(f"{what} names must not start with GITHUB_.")
    return made


@operation("actions/get-repo-public-key")
def get_public_key(call: Call, owner: str, repo: str) -> dict[str, str]:
    """GET /repos/{owner}/{repo}/actions/secrets/public-key"""
    repository = find_repository(call, owner, repo, "push")
    key = sha256(f"public key of repository {repository.id}".encode()).digest()
    return {"key_id": str(568_250_167_242_549_743 + repository.id), "key": b64encode(key).decode()}


@operation("actions/list-repo-secrets")
def list_secrets(call: Call, owner: str, repo: str) -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/actions/secrets"""
    repository = find_repository(call, owner, repo, "push")
    return enveloped(call, call.page(Secret, {"repository": repository.id}, "name"), "secrets")


@operation("actions/get-repo-secret")
def get_secret(call: Call, owner: str, repo: str, secret_name: str) -> Secret:
    """GET /repos/{owner}/{repo}/actions/secrets/{secret_name}"""
    return _named(call, find_repository(call, owner, repo, "push"), Secret, secret_name)


@operation("actions/create-or-update-repo-secret")
def put_secret(
    call: Call, owner: str, repo: str, secret_name: str, encrypted_value: str, key_id: str
) -> dict[str, Any] | None:
    """PUT /repos/{owner}/{repo}/actions/secrets/{secret_name}"""
    repository = find_repository(call, owner, repo, "push")
    name = checked(secret_name, "Secret")
    if key_id != get_public_key(call, owner, repo)["key_id"]:
        raise Unprocessable("Bad request - invalid key id")
    found = call.find(Secret, repository=repository.id, name=name)
    if found is not None:
        call.update(found, encrypted_value=encrypted_value, updated_at=call.now)
        call.status = 204
        return None
    stamps = {"created_at": call.now, "updated_at": call.now}
    call.create(Secret, repository=repository, name=name, encrypted_value=encrypted_value, **stamps)
    call.status = 201
    return {}


@operation("actions/delete-repo-secret")
def delete_secret(call: Call, owner: str, repo: str, secret_name: str) -> None:
    """DELETE /repos/{owner}/{repo}/actions/secrets/{secret_name}"""
    call.delete(_named(call, find_repository(call, owner, repo, "push"), Secret, secret_name))


@operation("actions/list-repo-variables")
def list_variables(call: Call, owner: str, repo: str) -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/actions/variables"""
    repository = find_repository(call, owner, repo, "push")
    return enveloped(call, call.page(Variable, {"repository": repository.id}, "name"), "variables")


@operation("actions/get-repo-variable")
def get_variable(call: Call, owner: str, repo: str, name: str) -> Variable:
    """GET /repos/{owner}/{repo}/actions/variables/{name}"""
    return _named(call, find_repository(call, owner, repo, "push"), Variable, name)


@operation("actions/create-repo-variable")
def create_variable(call: Call, owner: str, repo: str, name: str, value: str) -> dict[str, Any]:
    """POST /repos/{owner}/{repo}/actions/variables"""
    repository = find_repository(call, owner, repo, "push")
    name = checked(name, "Variable")
    if call.find(Variable, repository=repository.id, name=name):
        raise Conflict("Already exists - Variable already exists")
    call.create(Variable, repository=repository, name=name, value=value, created_at=call.now, updated_at=call.now)
    return {}


@operation("actions/update-repo-variable")
def update_variable(call: Call, owner: str, repo: str, **given: Any) -> None:
    """PATCH /repos/{owner}/{repo}/actions/variables/{name}: value, or another name."""
    repository = find_repository(call, owner, repo, "push")
    found = _named(call, repository, Variable, given.get("path_name") or given["name"])
    changes = {"value": given["value"]} if "value" in given else {}
    if "path_name" in given and given.get("name"):
        changes["name"] = checked(given["name"], "Variable")
    call.update(found, **changes, updated_at=call.now)


@operation("actions/delete-repo-variable")
def delete_variable(call: Call, owner: str, repo: str, name: str) -> None:
    """DELETE /repos/{owner}/{repo}/actions/variables/{name}"""
    call.delete(_named(call, find_repository(call, owner, repo, "push"), Variable, name))


def _named(call: Call, repository: Repository, kind: type[G], name: str) -> G:
    found = call.find(kind, repository=repository.id, name=name.upper())
    if found is None:
        raise NotFound(kind=kind.KIND.name)
    return found
