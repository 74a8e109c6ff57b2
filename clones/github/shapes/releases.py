"""Releases and their files; https://docs.github.com/rest/releases/releases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ..nodes import node_id
from ..records.releases import Release, ReleaseAsset
from . import shape
from .issues import rollup
from .people import simple_user
from .repositories import html_url, repository_url

if TYPE_CHECKING:
    from clonery.server.call import Call

API_HOST, UPLOAD_HOST = "://api.github.com", "://uploads.github.com"


def upload_base(call: Call) -> str:
    """Where files are uploaded to: the host or the prefix that goes with the one the caller uses."""
    if call.base.endswith(API_HOST):
        return call.base.replace(API_HOST, UPLOAD_HOST)
    return call.base.removesuffix("/v3") + "/uploads" if call.base.endswith("/api/v3") else call.base


@shape(Release)
def release(call: Call, record: Release, whole: bool) -> dict[str, Any]:
    """A release with its files."""
    url = f"{repository_url(call, record.repository)}/releases/{record.id}"
    page, tag = f"{html_url(call, record.repository)}/releases/tag", quote(record.tag_name)
    below = repository_url(call, record.repository).removeprefix(call.base)
    ball = f"{repository_url(call, record.repository)}/{{}}/{tag}"
    assets = call.all(ReleaseAsset, {"release": record.id}) if call.session.store.holds(ReleaseAsset) else []
    made = {
        "url": url, "assets_url": f"{url}/assets",
        "upload_url": f"{upload_base(call)}{below}/releases/{record.id}/assets{{?name,label}}",
        "html_url": f"{page}/untagged-{record.id:020x}" if record.draft else f"{page}/{tag}", "id": record.id,
        "author": simple_user(call, record.author), "node_id": node_id("release", record.repository, record.id),
        "tag_name": record.tag_name, "target_commitish": record.target_commitish, "name": record.name,
        "draft": record.draft, "immutable": False, "prerelease": record.prerelease, "created_at": record.created_at,
        "updated_at": record.updated_at, "published_at": record.published_at,
        "assets": [release_asset(call, asset, False) for asset in assets],
        "tarball_url": None if record.draft else ball.format("tarball"),
        "zipball_url": None if record.draft else ball.format("zipball"), "body": record.body,
    }  # fmt: skip
    reactions = rollup(call, url, "release", record.id)
    return made | {"reactions": reactions} if reactions["total_count"] else made


@shape(ReleaseAsset)
def release_asset(call: Call, record: ReleaseAsset, whole: bool) -> dict[str, Any]:
    """A file of a release."""
    of = call.get(Release, record.release)
    place = f"untagged-{of.id:020x}" if of.draft else quote(of.tag_name)
    page = f"{html_url(call, record.repository)}/releases/download"
    return {
        "url": f"{repository_url(call, record.repository)}/releases/assets/{record.id}", "id": record.id,
        "node_id": node_id("release_asset", record.repository, record.id), "name": record.name, "label": record.label,
        "uploader": simple_user(call, record.uploader), "content_type": record.content_type, "state": "uploaded",
        "size": record.size, "digest": record.digest, "download_count": record.download_count,
        "created_at": record.created_at, "updated_at": record.updated_at,
        "browser_download_url": f"{page}/{place}/{quote(record.name)}",
    }  # fmt: skip
