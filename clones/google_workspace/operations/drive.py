"""Files of Drive and what is in them; https://developers.google.com/workspace/drive/api/reference/rest/v3/files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from clonery.server.generic import perform
from clonery.server.operation import operation
from clonery.server.problems import Malformed, NotFound
from clonery.server.request import Answer
from clonery.server.state.record import Record

if TYPE_CHECKING:
    from clonery.server.call import Call


def parts(body: bytes, content_type: str) -> list[tuple[str, bytes]]:
    """The parts of a multipart/related body, each with its type. Raises Malformed."""
    words = dict(word.strip().partition("=")[::2] for word in content_type.split(";")[1:])
    boundary = words.get("boundary", "").strip('"').encode()
    if not boundary:
        raise Malformed("Malformed multipart body.")
    made = []
    for part in body.split(b"--" + boundary)[1:]:
        line = b"\r\n" if part.startswith(b"\r\n") else b"\n"  # Google's own client writes bare line feeds
        head, separator, data = part.partition(line + line)
        if separator:
            lines = [each.partition(b":") for each in head.split(line)]
            kinds = [value.strip().decode("latin-1") for name, _, value in lines if name.lower() == b"content-type"]
            made.append((kinds[0] if kinds else "", data.removesuffix(line)))
    return made


def sent(call: Call) -> tuple[dict[str, Any], bytes | None, str]:
    """What an upload holds: the file's fields, its bytes (None: there are none) and their type. Raises Malformed."""
    request = call.request
    if "/upload/" not in request.path:
        return {}, None, ""
    kind = request.header("content-type")
    if not kind.startswith("multipart/related"):
        return {}, request.body, kind or "application/octet-stream"
    found = parts(request.body, kind)
    if len(found) < 2:
        raise Malformed("Malformed multipart body.")
    try:
        fields = orjson.loads(found[0][1] or b"{}")
    except orjson.JSONDecodeError:
        raise Malformed("Parse Error", code="json") from None
    return fields if isinstance(fields, dict) else {}, found[1][1], found[1][0] or "application/octet-stream"


@operation("drive.files.create", "drive.files.update")
def store(call: Call, **fields: Any) -> Any:
    """POST /drive/v3/files and PATCH /drive/v3/files/{fileId}: fields, and in an upload what is in the file."""
    assert call.operation is not None
    own, data, kind = sent(call)
    if data is not None:
        key = call.put_bytes(data)
        held = {"mimeType": own.get("mimeType") or kind, "size": str(len(data)), **own}
        fields = {**{name: fields[name] for name in ("fileId",) if name in fields}, **held}
    if call.operation.name.endswith("create"):
        fields = {"kind": "drive#file", "name": "Untitled", "mimeType": "application/octet-stream", **fields}
    made = perform(call, call.operation, fields)
    if data is not None:
        call.update(call.get(call.clone.kind("file"), made["id"]), _bytes=key)
    return made


@operation("drive.files.get")
def read(call: Call, fileId: str, **given: Any) -> Any:
    """GET /drive/v3/files/{fileId}: what is known of it, or with `alt=media` what is in it."""
    assert call.operation is not None
    if dict(call.request.pairs).get("alt") != "media":
        return perform(call, call.operation, {"fileId": fileId, **given})
    return content(call, call.peek(call.clone.kind("file"), fileId), fileId)


def content(call: Call, file: Record | None, id: str) -> Answer:
    """A file's bytes. Raises NotFound."""
    if file is None:
        raise NotFound(kind="file", id=id)
    key = file.get("_bytes")
    kind = str(file.get("mimeType") or "application/octet-stream")
    return Answer(200, call.read_bytes(key) if key else b"", [("Content-Type", kind)], json=False)
