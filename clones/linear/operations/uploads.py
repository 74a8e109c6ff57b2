"""The place where uploaded files lie: bytes by PUT, then by GET; https://linear.app/developers/how-to-upload-a-file-to-linear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clonery.server.operation import operation
from clonery.server.problems import Invalid, NotFound
from clonery.server.request import Answer

if TYPE_CHECKING:
    from clonery.server.call import Call
    from clonery.server.state.record import Record


@operation("uploads/put")
def put(call: Call, id: str, filename: str) -> Answer:
    """Keep the bytes of a file that was announced. Raises Invalid for another number of them."""
    upload, data = _announced(call, id, filename), call.request.body
    if len(data) != upload.get("size"):
        raise Invalid(f"{upload.get('size')} bytes were announced, not {len(data)}")
    call.update(upload, key=call.put_bytes(data))
    return Answer(200)


@operation("uploads/get")
def get(call: Call, id: str, filename: str) -> Answer:
    upload = _announced(call, id, filename)
    if not upload.get("key"):
        raise NotFound(kind="upload", id=id)
    return Answer(200, call.read_bytes(upload.get("key")), [("Content-Type", upload.get("contentType"))], json=False)


def _announced(call: Call, id: str, filename: str) -> Record:
    upload = call.get(call.clone.kind("upload"), id)
    if upload.get("filename") != filename:
        raise NotFound(kind="upload", id=id)
    return upload
