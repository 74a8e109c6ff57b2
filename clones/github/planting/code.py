"""A seed's files, commits, branches and tags, and what is said about them; https://docs.github.com/rest/git."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

from clonery.server.call import Call
from clonery.server.problems import Problem
from clonery.server.state.clock import iso, parse
from clonery.server.state.seeds import SeedError

from .. import gitstore
from ..git.commits import Person, Tag
from ..git.refusal import GitRefusal
from ..gitstore.files import Content
from ..merging import merge
from ..records.people import User
from ..records.repositories import Repository
from .reports import PROTECTION, RELEASE, REPORTS, plant_reports
from .workflows import RUNS, plant_workflows

HEADS, TAGS = "refs/heads/", "refs/tags/"
HOUR_SECONDS = 3600
_TEXT = {"type": "string"}
_LINES = {"type": "array", "items": _TEXT}
_FILE = {
    "oneOf": [
        {"type": "null"}, _TEXT, _LINES,
        {"type": "object", "additionalProperties": False, "properties": {
            "mode": {"enum": ["100644", "100755", "120000"]}, "text": {"oneOf": [_TEXT, _LINES]}, "base64": _TEXT,
        }},
    ],
    "description": "a text, its lines, null to delete; or with a mode, or as bytes in base 64",
}  # fmt: skip
FILES = {"type": "object", "additionalProperties": _FILE}
_COMMIT = {
    "type": "object", "additionalProperties": False, "required": ["message"],
    "properties": {
        "message": _TEXT, "branch": _TEXT, "from": _TEXT, "merge": _TEXT, "author": _TEXT, "date": _TEXT,
        "files": FILES,
    },
}  # fmt: skip
_TAG = {
    "type": "object", "additionalProperties": False,
    "properties": {"at": _TEXT, "message": _TEXT, "tagger": _TEXT, "date": _TEXT},
}  # fmt: skip
PROPERTIES: dict[str, Any] = {
    "files": FILES,
    "commits": {"type": "array", "items": _COMMIT},
    "branches": {"type": "object", "additionalProperties": _TEXT},
    "tags": {"type": "object", "additionalProperties": {"oneOf": [_TEXT, _TAG]}},
    "protections": {"type": "object", "additionalProperties": PROTECTION},
    "releases": {"type": "array", "items": RELEASE},
    **REPORTS,
    **RUNS,
}
"""What a repository of a seed may hold: its first `files`, the `commits` after them in their order, `branches` and
`tags` by what they are at, rules of branches, releases, statuses, checks and runs of workflows."""


def plant_code(call: Call, path: str, repository: Repository, fields: dict[str, Any]) -> Repository:
    """Build a repository's history. Raises SeedError naming the place of what git won't take."""
    planting = _Planting(call, path, repository)
    if fields.get("files"):
        planting.commit(f"{path}.files", {"message": "Initial commit", "files": fields["files"]})
    for place, entry in enumerate(fields.get("commits", [])):
        planting.commit(f"{path}.commits.{place}", entry)
    for name, at in fields.get("branches", {}).items():
        planting.ref(f"{path}.branches.{name}", HEADS + name, at)
    for name, entry in fields.get("tags", {}).items():
        planting.tag(f"{path}.tags.{name}", name, {"at": entry} if isinstance(entry, str) else entry)
    plant_reports(call, path, call.get(Repository, repository.id), fields)
    plant_workflows(call, path, call.get(Repository, repository.id), fields)
    fresh = call.get(Repository, repository.id)
    return call.update(fresh, pushed_at=iso(planting.last * 1_000_000), updated_at=repository.updated_at)


class _Planting:
    """One repository's history as it grows; `last` is when its newest commit was made, in seconds."""

    def __init__(self, call: Call, path: str, repository: Repository) -> None:
        self.call, self.path, self.repository = call, path, repository
        self.last = parse(repository.created_at) // 1_000_000
        self.owner = _maker(call, call.get(User, repository.owner))

    def person(self, path: str, login: str | None, date: str | None) -> Person:
        """Who commits when; an hour after the commit before, unless the seed says."""
        user = self.call.find(User, login=login) if login else self.owner
        if user is None:
            raise SeedError(f"no user {login!r}", path)
        try:
            seconds = parse(date) // 1_000_000 if date else self.last + HOUR_SECONDS
        except ValueError as error:
            raise SeedError(str(error), f"{path}.date") from None
        self.last = max(self.last, seconds)
        return gitstore.identity(self.call, user)._replace(seconds=seconds)

    def commit(self, path: str, entry: dict[str, Any]) -> None:
        """Make one commit, with its branch where that is new, or a merge."""
        call, repository = self.call, self.call.get(Repository, self.repository.id)
        branch, by = entry.get("branch", ""), self.person(path, entry.get("author"), entry.get("date"))
        if "from" in entry:
            self.ref(f"{path}.from", HEADS + branch, entry["from"])
        try:
            if "merge" in entry:
                self._merge(path, repository, branch or repository.default_branch, entry, by)
            else:
                files = {name: content(given) for name, given in entry.get("files", {}).items()}
                gitstore.commit_files(call, repository, branch, files, entry["message"], author=by)
        except GitRefusal as refusal:
            raise SeedError(f"git refuses it: {refusal.code} {refusal.parts}", path) from None
        except Problem as problem:
            raise SeedError(problem.message, path) from None

    def _merge(self, path: str, repository: Repository, branch: str, entry: dict[str, Any], by: Person) -> None:
        ours, theirs = self.find(path, branch), self.find(f"{path}.merge", entry["merge"])
        made = merge(self.call, repository, ours, theirs, entry["message"], by, by)
        if made is None:
            raise SeedError(f"{entry['merge']} conflicts with {branch}", f"{path}.merge")
        gitstore.move_ref(self.call, repository, HEADS + branch, made.sha)

    def find(self, path: str, name: str) -> str:
        """The commit that a name in the seed stands for."""
        found = gitstore.seek(self.call, self.call.get(Repository, self.repository.id), name)
        if found is None:
            raise SeedError(f"no branch, tag or commit {name!r}", path)
        return found

    def ref(self, path: str, name: str, at: str) -> None:
        """A branch or tag at a commit."""
        try:
            gitstore.create_ref(self.call, self.repository, name, self.find(path, at))
        except Problem as problem:
            raise SeedError(problem.message, path) from None

    def tag(self, path: str, name: str, entry: dict[str, Any]) -> None:
        """A tag: an annotated one where it has a message."""
        if "message" not in entry:
            self.ref(path, TAGS + name, entry.get("at", ""))
            return
        sha, by = self.find(path, entry.get("at", "")), self.person(path, entry.get("tagger"), entry.get("date"))
        made = gitstore.write_tag(self.call, self.repository, Tag(sha, "commit", name, by, entry["message"]))
        gitstore.create_ref(self.call, self.repository, TAGS + name, made.sha)


def _maker(call: Call, owner: User) -> User:
    """Who makes what the seed names nobody for: the owner, or the first person there is."""
    if owner.type == "User":
        return owner
    return call.first(User, {"type": "User"}) or owner


def content(given: Any) -> Content:
    """A file of a seed as `commit_files` takes it."""
    if isinstance(given, dict):
        text = given.get("text", "")
        data = b64decode(given["base64"]) if "base64" in given else content(text)
        assert isinstance(data, bytes)
        return given.get("mode", "100644"), data
    if isinstance(given, list):
        return "".join(f"{line}\n" for line in given).encode()
    return given.encode() if isinstance(given, str) else None
