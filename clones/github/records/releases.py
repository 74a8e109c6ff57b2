"""Releases and the files that come with them; https://docs.github.com/rest/releases."""

from clonery.server.state.record import Record


class Release(
    Record, kind="release", parent="repository", indexes=["repository tag_name", "repository created_at"],
    text=["name", "body"],
):  # fmt: skip
    """A release of a tag; a draft has no tag yet. `latest_at` is when it was made the latest one."""

    id: int
    repository: int
    tag_name: str
    target_commitish: str
    name: str | None = None
    body: str | None = None
    draft: bool = False
    prerelease: bool = False
    author: int
    latest_at: str | None = None
    created_at: str
    updated_at: str
    published_at: str | None = None


class ReleaseAsset(
    Record, kind="release_asset", parent="release", unique=["release name"], indexes=["release created_at"]
):  # fmt: skip
    """A file of a release; its bytes are kept under `key`."""

    id: int
    repository: int
    release: int
    name: str
    label: str | None = None
    content_type: str = "application/octet-stream"
    size: int
    digest: str
    key: str
    download_count: int = 0
    uploader: int
    created_at: str
    updated_at: str
