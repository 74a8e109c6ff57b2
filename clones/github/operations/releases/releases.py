"""Releases; https://docs.github.com/rest/releases/releases."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ... import gitstore
from ...git.commits import Person
from ...git.refs import check_branch
from ...git.refusal import GitRefusal
from ...lookups import find_repository, may, me
from ...records.releases import Release
from ...records.repositories import Repository
from ...refusals import Unprocessable
from ...shapes.repositories import repository_url
from .notes import notes

TAGS = "refs/tags/"


def find_release(call: Call, owner: str, repo: str, release_id: int, need: str = "") -> tuple[Repository, Release]:
    """A release of this repository; drafts are for those who may push. Raises NotFound."""
    repository = find_repository(call, owner, repo, need)
    found = call.peek(Release, release_id)
    if found is None or found.repository != repository.id or (found.draft and not may(call, repository, "push")):
        raise NotFound(kind="release")
    return repository, found


@operation("repos/list-releases")
def list_releases(call: Call, owner: str, repo: str) -> Page:
    """GET /repos/{owner}/{repo}/releases: the newest first."""
    repository = find_repository(call, owner, repo)
    where: dict[str, Any] = {"repository": repository.id}
    if not may(call, repository, "push"):
        where["draft"] = False
    return call.page(Release, where, "-created_at")


@operation("repos/get-release")
def get_release(call: Call, owner: str, repo: str, release_id: int) -> Release:
    """GET /repos/{owner}/{repo}/releases/{release_id}"""
    return find_release(call, owner, repo, release_id)[1]


@operation("repos/get-release-by-tag")
def get_by_tag(call: Call, owner: str, repo: str, tag: str) -> Release:
    """GET /repos/{owner}/{repo}/releases/tags/{tag}: published ones only."""
    found = published(call, find_repository(call, owner, repo), tag)
    if found is None:
        raise NotFound(kind="release")
    return found


def published(call: Call, repository: Repository, tag: str) -> Release | None:
    """The release of a tag."""
    return call.first(Release, {"repository": repository.id, "tag_name": tag, "draft": False})


@operation("repos/get-latest-release")
def get_latest(call: Call, owner: str, repo: str) -> Release:
    """GET /repos/{owner}/{repo}/releases/latest"""
    found = latest(call, find_repository(call, owner, repo))
    if found is None:
        raise NotFound(kind="release")
    return found


def latest(call: Call, repository: Repository) -> Release | None:
    """The release last made the latest, else the newest; drafts and prereleases never are."""
    where = {"repository": repository.id, "draft": False, "prerelease": False}
    found = call.all(Release, where, "created_at")
    return max(found, key=lambda each: (each.latest_at or "", each.created_at, each.id), default=None)


@operation("repos/create-release")
def create_release(
    call: Call, owner: str, repo: str, tag_name: str, target_commitish: str = "", name: str | None = None,
    body: str | None = None, draft: bool = False, prerelease: bool = False, generate_release_notes: bool = False,
    make_latest: str = "true", discussion_category_name: str = "",
) -> Release:  # fmt: skip
    """POST /repos/{owner}/{repo}/releases: a published one makes its tag if there is none."""
    repository, author = find_repository(call, owner, repo, "push"), me(call)
    target = target_commitish or repository.default_branch
    _check(call, repository, tag_name, target, draft)
    if generate_release_notes:
        made_notes = notes(call, repository, tag_name, target, "")
        body, name = "\n\n".join(part for part in (body, made_notes["body"]) if part), name or made_notes["name"]
    made = call.create(
        Release, repository=repository, tag_name=tag_name, target_commitish=target, name=name, body=body, draft=draft,
        prerelease=prerelease, author=author, created_at=_commit_date(call, repository, tag_name, target),
        updated_at=call.now,
    )  # fmt: skip
    call.emit("release", action="created", repository=repository, release=made)
    if not draft:
        made = _publish(call, repository, made, make_latest)
    call.headers.append(("Location", f"{repository_url(call, repository.id)}/releases/{made.id}"))
    return made


def _check(call: Call, repository: Repository, tag: str, target: str, draft: bool, own: int = 0) -> None:
    """Raise Unprocessable for a tag that can't be, one that another release has, or a target that is not there."""
    flaws: list[dict[str, str]] = []
    entry = {"resource": "Release"}
    try:
        check_branch(tag)
    except GitRefusal:
        flaws.append({**entry, "code": "custom", "field": "tag_name", "message": "tag_name is not a valid tag"})
    if not draft:
        if gitstore.is_empty(call, repository):
            raise Unprocessable("Repository is empty.")
        there = gitstore.find_ref(call, repository, TAGS + tag)
        if there is None and gitstore.seek(call, repository, target) is None:
            flaws.append({**entry, "code": "invalid", "field": "target_commitish"})
        if flaws:
            flaws.append({**entry, "code": "custom", "message": "Published releases must have a valid tag"})
        other = published(call, repository, tag)
        if other is not None and other.id != own:
            flaws.append({**entry, "code": "already_exists", "field": "tag_name"})
    if flaws:
        raise Unprocessable("Validation Failed", flaws)


def _commit_date(call: Call, repository: Repository, tag: str, target: str) -> str:
    """A release is dated by the commit it is of; now, where that is not known."""
    there = gitstore.find_ref(call, repository, TAGS + tag)
    sha = gitstore.peel(call, repository, there.sha) if there else gitstore.seek(call, repository, target)
    found = gitstore.find_commit(call, repository, sha) if sha else None
    return Person(**found.committer).date if found else call.now


def _publish(call: Call, repository: Repository, record: Release, make_latest: str) -> Release:
    """Make the tag if there is none, and tell of the release."""
    if gitstore.find_ref(call, repository, TAGS + record.tag_name) is None:
        sha = gitstore.resolve(call, repository, record.target_commitish)
        gitstore.create_ref(call, repository, TAGS + record.tag_name, sha)
    newest = call.now if make_latest == "true" and not record.prerelease else record.latest_at
    record = call.update(record, draft=False, published_at=call.now, latest_at=newest)
    for action in ("published", "prereleased" if record.prerelease else "released"):
        call.emit("release", action=action, repository=repository, release=record)
    return record


@operation("repos/update-release")
def update_release(call: Call, owner: str, repo: str, release_id: int, **changes: Any) -> Release:
    """PATCH /repos/{owner}/{repo}/releases/{release_id}"""
    repository, record = find_release(call, owner, repo, release_id, "push")
    make_latest = changes.pop("make_latest", None)
    kept = {key: value for key, value in changes.items() if key in Release.FIELDS and value is not None}
    tag, target = kept.get("tag_name", record.tag_name), kept.get("target_commitish", record.target_commitish)
    draft = kept.pop("draft", record.draft)
    if not draft or tag != record.tag_name:
        _check(call, repository, tag, target, draft, record.id)
    was = record
    record = call.update(record, **kept, created_at=_commit_date(call, repository, tag, target), updated_at=call.now)
    if was.draft and not draft:
        return _publish(call, repository, record, make_latest or "true")
    if draft and not was.draft:
        record = call.update(record, draft=True, published_at=None, latest_at=None)
        call.emit("release", action="unpublished", repository=repository, release=record)
        return record
    if not draft and gitstore.find_ref(call, repository, TAGS + tag) is None:
        gitstore.create_ref(call, repository, TAGS + tag, gitstore.resolve(call, repository, target))
    if make_latest is not None:
        record = call.update(record, latest_at=call.now if make_latest == "true" else None)
    edits = {name: was.get(name) for name in ("body", "name", "tag_name") if was.get(name) != record.get(name)}
    call.emit("release", action="edited", repository=repository, release=record, was=edits)
    if was.prerelease and not record.prerelease:
        call.emit("release", action="released", repository=repository, release=record)
    return record


@operation("repos/delete-release")
def delete_release(call: Call, owner: str, repo: str, release_id: int) -> None:
    """DELETE /repos/{owner}/{repo}/releases/{release_id}: the tag stays."""
    repository, record = find_release(call, owner, repo, release_id, "push")
    call.emit("release", action="deleted", repository=repository, release=record)
    call.delete(record)
