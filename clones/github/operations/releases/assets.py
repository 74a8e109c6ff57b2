"""Files of releases: uploaded, listed, downloaded; https://docs.github.com/rest/releases/assets."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound
from clonery.server.request import Answer

from ...lookups import find_repository, may, me
from ...records.releases import Release, ReleaseAsset
from ...records.repositories import Repository
from ...refusals import Unprocessable, ValidationFailed
from .releases import find_release

_ODD = re.compile(r"[^A-Za-z0-9._+@~-]+")


def find_asset(call: Call, owner: str, repo: str, asset_id: int, need: str = "") -> tuple[Repository, ReleaseAsset]:
    """A file of one of this repository's releases; those of drafts are for who may push. Raises NotFound."""
    repository = find_repository(call, owner, repo, need)
    found = call.peek(ReleaseAsset, asset_id)
    if found is None or found.repository != repository.id:
        raise NotFound(kind="release_asset")
    if call.get(Release, found.release).draft and not may(call, repository, "push"):
        raise NotFound(kind="release_asset")
    return repository, found


def _clean(call: Call, release: int, name: str, own: int = 0) -> str:
    """A name as it is kept: what is no letter, digit or one of a few signs becomes a dot. Raises ValidationFailed."""
    made = _ODD.sub(".", name).strip(".")
    if not made:
        raise ValidationFailed("ReleaseAsset", "name", "missing_field")
    there = call.find(ReleaseAsset, release=release, name=made)
    if there is not None and there.id != own:
        raise ValidationFailed("ReleaseAsset", "name", "already_exists")
    return made


@operation("repos/list-release-assets")
def list_assets(call: Call, owner: str, repo: str, release_id: int) -> Page:
    """GET /repos/{owner}/{repo}/releases/{release_id}/assets"""
    return call.page(ReleaseAsset, {"release": find_release(call, owner, repo, release_id)[1].id}, "created_at")


@operation("repos/upload-release-asset")
def upload(call: Call, owner: str, repo: str, release_id: int, name: str, label: str = "") -> ReleaseAsset:
    """POST /repos/{owner}/{repo}/releases/{release_id}/assets: the body is the file."""
    repository, release = find_release(call, owner, repo, release_id, "push")
    data = call.request.body
    if not data:
        raise Unprocessable("Bad Content-Length: ", status=400)
    made = call.create(
        ReleaseAsset, repository=repository, release=release, name=_clean(call, release.id, name), label=label or None,
        content_type=call.request.content_type or "application/octet-stream", size=len(data),
        digest=f"sha256:{sha256(data).hexdigest()}", key=call.put_bytes(data), uploader=me(call), created_at=call.now,
        updated_at=call.now,
    )  # fmt: skip
    call.headers.append(("Location", call.clone.dialect.show(call, made)["url"]))
    return made


@operation("repos/get-release-asset")
def get_asset(call: Call, owner: str, repo: str, asset_id: int) -> Any:
    """GET /repos/{owner}/{repo}/releases/assets/{asset_id}: in words, or as it is (application/octet-stream)."""
    _, record = find_asset(call, owner, repo, asset_id)
    if "application/octet-stream" in call.request.header("accept"):
        return download(call, record)
    return record


def download(call: Call, record: ReleaseAsset) -> Answer:
    """The file itself; it counts as a download."""
    call.update(record, download_count=record.download_count + 1)
    headers = [
        ("Content-Type", record.content_type),
        ("Content-Disposition", f"attachment; filename={record.name}"),
    ]
    return Answer(200, call.read_bytes(record.key), headers, json=False)


@operation("repos/update-release-asset")
def update_asset(call: Call, owner: str, repo: str, asset_id: int, **changes: Any) -> ReleaseAsset:
    """PATCH /repos/{owner}/{repo}/releases/assets/{asset_id}"""
    _, record = find_asset(call, owner, repo, asset_id, "push")
    kept = {key: changes[key] for key in ("label",) if key in changes}
    if changes.get("name"):
        kept["name"] = _clean(call, record.release, changes["name"], record.id)
    return call.update(record, **kept, updated_at=call.now)


@operation("repos/delete-release-asset")
def delete_asset(call: Call, owner: str, repo: str, asset_id: int) -> None:
    """DELETE /repos/{owner}/{repo}/releases/assets/{asset_id}"""
    call.delete(find_asset(call, owner, repo, asset_id, "push")[1])
