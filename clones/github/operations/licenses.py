"""Licences; https://docs.github.com/rest/licenses/licenses."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ..git.objects import DIRECTORY
from ..git.trees import entries_of
from ..gitstore import read_blob, read_tree
from ..licences.table import LICENCES, Licence, recognized
from ..lookups import find_repository
from ..nodes import node_id
from ..shapes.repositories import license_named
from .repos.contents import present, tree_at

_FILES = ("license", "licence", "copying", "unlicense")


def _short(call: Call, licence: Licence) -> dict[str, Any]:
    return license_named(call, licence.key, licence.name, licence.spdx)


@operation("licenses/get-all-commonly-used")
def list_licences(call: Call, featured: bool | None = None) -> Page:
    """GET /licenses"""
    found = [licence for licence in LICENCES.values() if featured is None or licence.featured == featured]
    return call.slice([_short(call, licence) for licence in found])


@operation("licenses/get")
def get(call: Call, license: str) -> dict[str, Any]:
    """GET /licenses/{license}"""
    licence = LICENCES.get(license.lower())
    if licence is None:
        raise NotFound(kind="license")
    return {
        **_short(call, licence), "html_url": f"http://choosealicense.com/licenses/{licence.key}/",
        "description": licence.summary, "implementation": "Put the text into a file LICENSE in the root of the work.",
        "permissions": list(licence.permissions), "conditions": list(licence.conditions),
        "limitations": list(licence.limitations), "body": licence.body, "featured": licence.featured,
    }  # fmt: skip


@operation("licenses/get-for-repo")
def get_for_repository(call: Call, owner: str, repo: str, ref: str = "") -> Any:
    """GET /repos/{owner}/{repo}/license: the file, and which licence its text is."""
    repository = find_repository(call, owner, repo)
    tree = tree_at(call, repository, ref)
    for entry in entries_of(read_tree(call, repository), tree):
        if entry.name.lower().partition(".")[0] in _FILES and entry.mode != DIRECTORY:
            made = present(call, repository, entry.name, entry, ref or repository.default_branch, tree)
            if isinstance(made, dict):
                text = read_blob(call, repository)(entry.sha).decode("utf-8", "replace")
                licence = recognized(text)
                made["license"] = _short(call, licence) if licence else _other()
            return made
    raise NotFound(kind="license")


def _other() -> dict[str, Any]:
    return {
        "key": "other", "name": "Other", "spdx_id": "NOASSERTION", "url": None, "node_id": node_id("license", "other")
    }  # fmt: skip
