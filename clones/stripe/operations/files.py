"""Files, and links to them; https://docs.stripe.com/api/files."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.request import Answer

from ..checkout.pages import page
from ..lookups import changed, find, listing, make, metadata, named, save
from ..records.files import File, FileLink
from ..refusals import Refusal, absent
from ..shapes import Shown, shows, sublist

TYPES = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "text/csv": "csv"}
LIMIT = 10 * 1024 * 1024


@operation("PostFiles")
def create_file(call: Call, file: Any, purpose: str, file_link_data: dict[str, Any] | None = None) -> File:
    """POST /v1/files: sent as a multipart form."""
    if not isinstance(file, dict) or not isinstance(file.get("data"), bytes):
        raise absent("file")
    if len(file["data"]) > LIMIT:
        raise Refusal("The file is larger than 10 MB.", param="file", status=413)
    kind = TYPES.get(str(file.get("content_type")), str(file.get("filename", "")).rpartition(".")[2] or None)
    made = make(call, File, "file.created", id=None, filename=file.get("filename"), purpose=purpose, type=kind,
                size=len(file["data"]), title=None, expires_at=None, _key=call.put_bytes(file["data"]))  # fmt: skip
    if file_link_data and file_link_data.get("create"):
        make(call, FileLink, id=None, file=made.id, expires_at=file_link_data.get("expires_at"))
    return made


@operation("GetFilesFile")
def get_file(call: Call, file: str) -> File:
    """GET /v1/files/{file}"""
    return find(call, File, file, "file")


@operation("GetFiles")
def list_files(call: Call, purpose: str | None = None, created: Any = None) -> Page:
    """GET /v1/files"""
    return listing(call, File, {"purpose": purpose}, created)


@operation("pages/contents")
def get_contents(call: Call, file: str) -> Answer:
    """GET /v1/files/{file}/contents: the bytes."""
    return _bytes(call, find(call, File, file, "file"))


def _bytes(call: Call, file: File) -> Answer:
    kinds = {kind: name for name, kind in TYPES.items()}
    kind = kinds.get(str(file.get("type")), "application/octet-stream")
    return Answer(200, call.read_bytes(file._key), [("Content-Type", kind)], json=False)


@operation("PostFileLinks")
def create_link(call: Call, file: str, expires_at: int | None = None, **given: Any) -> FileLink:
    """POST /v1/file_links: an address that needs no key."""
    found = named(call, File, file, "file")
    return make(call, FileLink, id=None, file=found.id, expires_at=expires_at, metadata=metadata(given.get("metadata")))


@operation("GetFileLinksLink")
def get_link(call: Call, link: str) -> FileLink:
    """GET /v1/file_links/{link}"""
    return find(call, FileLink, link, "link")


@operation("PostFileLinksLink")
def update_link(call: Call, link: str, expires_at: Any = None, **given: Any) -> FileLink:
    """POST /v1/file_links/{link}"""
    found = find(call, FileLink, link, "link")
    changes = changed(found, given)
    if expires_at is not None:
        changes["expires_at"] = call.now if expires_at == "now" else expires_at or None
    return save(call, found, **changes)


@operation("GetFileLinks")
def list_links(call: Call, file: str | None = None, expired: bool | None = None, created: Any = None) -> Page:
    """GET /v1/file_links"""
    return listing(call, FileLink, {"file": file}, created)


@operation("pages/file")
def follow_link(call: Call, link: str) -> Answer:
    """GET /links/{link}: the file, for whoever has the address, while it is good."""
    found = call.peek(FileLink, link)
    if found is None or _expired(call, found):
        return page("File", "This link is no longer good.", 404)
    return _bytes(call, call.get(File, found.file))


def _expired(call: Call, link: FileLink) -> bool:
    return link.expires_at is not None and link.expires_at <= call.now


@shows(FileLink)
def _link(call: Call, record: Any, made: Shown) -> Shown:
    return {**made, "expired": _expired(call, record), "url": f"{call.base}/links/{record.id}"}


@shows(File)
def _file(call: Call, record: Any, made: Shown) -> Shown:
    links = call.all(FileLink, {"file": record.id}, "-rid")
    shown = {name: value for name, value in made.items() if name not in ("metadata", "livemode")}
    return {**shown, "links": sublist(call, f"/v1/file_links?file={record.id}", links),
            "url": f"{call.base}/v1/files/{record.id}/contents"}  # fmt: skip
