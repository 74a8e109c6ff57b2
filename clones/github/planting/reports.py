"""A seed's statuses, checks, rules of branches and releases; https://docs.github.com/rest/commits/statuses."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from clonery.server.call import Call
from clonery.server.state.clock import iso, parse
from clonery.server.state.seeds import SeedError

from .. import gitstore
from ..operations.branches.branch_protection import SWITCHES, checks_given, reviews_given
from ..records.branches import BranchProtection
from ..records.commits import CheckRun, CheckSuite, Status
from ..records.people import User
from ..records.releases import Release, ReleaseAsset
from ..records.repositories import Repository
from ..shapes.checks import ACTIONS

_TEXT = {"type": "string"}
_SWITCH = {"type": "boolean"}
_CONCLUSIONS = ["success", "failure", "neutral", "cancelled", "skipped", "timed_out", "action_required"]


def _object(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}


PROTECTION = _object(
    [], checks={"type": "array", "items": _TEXT}, strict=_SWITCH, approvals={"type": "integer", "minimum": 0},
    code_owners=_SWITCH, dismiss_stale=_SWITCH, enforce_admins=_SWITCH, **dict.fromkeys(SWITCHES, _SWITCH),
)  # fmt: skip
RELEASE = _object(
    ["tag"], tag=_TEXT, name=_TEXT, body=_TEXT, draft=_SWITCH, prerelease=_SWITCH, author=_TEXT, published_at=_TEXT,
    target=_TEXT, assets={"type": "object", "additionalProperties": _TEXT},
)  # fmt: skip
REPORTS: dict[str, Any] = {
    "statuses": {"type": "array", "items": _object(
        ["at", "state"], at=_TEXT, state={"enum": ["error", "failure", "pending", "success"]}, context=_TEXT,
        description=_TEXT, target_url=_TEXT, creator=_TEXT,
    )},
    "checks": {"type": "array", "items": _object(
        ["at", "name"], at=_TEXT, name=_TEXT, status={"enum": ["queued", "in_progress", "completed"]},
        conclusion={"enum": _CONCLUSIONS}, title=_TEXT, summary=_TEXT, app=_TEXT,
    )},
}  # fmt: skip
"""Reports on commits; `at` is a branch, tag or id."""


def plant_reports(call: Call, path: str, repository: Repository, fields: dict[str, Any]) -> None:
    """Plant what is said about commits. Raises SeedError for a name of nothing."""
    for branch, entry in fields.get("protections", {}).items():
        _protect(call, f"{path}.protections.{branch}", repository, branch, entry)
    for place, entry in enumerate(fields.get("releases", [])):
        _release(call, f"{path}.releases.{place}", repository, entry)
    for place, entry in enumerate(fields.get("statuses", [])):
        where = f"{path}.statuses.{place}"
        call.create(
            Status, repository=repository, sha=_commit(call, where, repository, entry["at"]), state=entry["state"],
            context=entry.get("context", "default"), description=entry.get("description"),
            target_url=entry.get("target_url"), creator=_person(call, where, repository, entry.get("creator")),
            created_at=call.now, updated_at=call.now,
        )  # fmt: skip
    for place, entry in enumerate(fields.get("checks", [])):
        _check(call, f"{path}.checks.{place}", repository, entry)


def _commit(call: Call, path: str, repository: Repository, name: str) -> str:
    found = gitstore.seek(call, repository, name)
    if found is None:
        raise SeedError(f"no branch, tag or commit {name!r}", path)
    return found


def _person(call: Call, path: str, repository: Repository, login: str | None) -> User:
    found = call.find(User, login=login) if login else call.get(User, repository.owner)
    if found is None:
        raise SeedError(f"no user {login!r}", path)
    return found


def _moment(call: Call, path: str, text: str | None) -> str:
    try:
        return iso(parse(text)) if text else str(call.now)
    except ValueError as error:
        raise SeedError(str(error), f"{path}.published_at") from None


def _protect(call: Call, path: str, repository: Repository, branch: str, entry: dict[str, Any]) -> None:
    if gitstore.branch_head(call, repository, branch) is None:
        raise SeedError(f"no branch {branch!r}", path)
    checks, reviews = None, None
    if "checks" in entry or "strict" in entry:
        checks = checks_given({"contexts": entry.get("checks", []), "strict": entry.get("strict", False)})
    if {"approvals", "code_owners", "dismiss_stale"} & set(entry):
        reviews = reviews_given(call, repository, {
            "required_approving_review_count": entry.get("approvals", 1),
            "require_code_owner_reviews": entry.get("code_owners", False),
            "dismiss_stale_reviews": entry.get("dismiss_stale", False),
        })  # fmt: skip
    switches = {name: entry[name] for name in (*SWITCHES, "enforce_admins") if name in entry}
    call.create(BranchProtection, repository=repository, branch=branch, checks=checks, reviews=reviews, **switches)


def _release(call: Call, path: str, repository: Repository, entry: dict[str, Any]) -> None:
    draft, tag = entry.get("draft", False), entry["tag"]
    if not draft and gitstore.find_ref(call, repository, f"refs/tags/{tag}") is None:
        target = _commit(call, path, repository, entry.get("target", ""))
        gitstore.create_ref(call, repository, f"refs/tags/{tag}", target)
    at = _moment(call, path, entry.get("published_at"))
    author = _person(call, path, repository, entry.get("author"))
    made = call.create(
        Release, repository=repository, tag_name=tag, name=entry.get("name"), body=entry.get("body"), draft=draft,
        target_commitish=entry.get("target", repository.default_branch), prerelease=entry.get("prerelease", False),
        author=author, created_at=at, updated_at=at, published_at=None if draft else at,
    )  # fmt: skip
    for name, text in entry.get("assets", {}).items():
        data = text.encode()
        call.create(
            ReleaseAsset, repository=repository, release=made, name=name, size=len(data), key=call.put_bytes(data),
            digest=f"sha256:{sha256(data).hexdigest()}", uploader=author, created_at=at, updated_at=at,
        )  # fmt: skip


def _check(call: Call, path: str, repository: Repository, entry: dict[str, Any]) -> None:
    """A check run, in the one suite of its app on its commit."""
    sha, app = _commit(call, path, repository, entry["at"]), {**ACTIONS}
    if "app" in entry:
        slug = entry["app"].lower().replace(" ", "-")
        app = {"id": 100_000 + call.next("app"), "slug": slug, "name": entry["app"], "description": None}
    status = entry.get("status", "completed" if "conclusion" in entry else "queued")
    conclusion = entry.get("conclusion", "success") if status == "completed" else None
    found = call.all(CheckSuite, {"repository": repository.id, "sha": sha})
    suite = next((each for each in found if each.app["slug"] == app["slug"]), None)
    if suite is None:
        suite = call.create(
            CheckSuite, repository=repository, sha=sha, branch=repository.default_branch, app=app, status=status,
            conclusion=conclusion, created_at=call.now, updated_at=call.now,
        )  # fmt: skip
    elif conclusion not in ("success", None) or status != "completed":
        suite = call.update(suite, status=status, conclusion=conclusion)
    call.create(
        CheckRun, repository=repository, suite=suite, sha=sha, name=entry["name"], status=status, conclusion=conclusion,
        title=entry.get("title"), summary=entry.get("summary"), annotations=[], started_at=call.now,
        completed_at=call.now if status == "completed" else None,
    )  # fmt: skip
