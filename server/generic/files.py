"""Bytes, generically: kept as they were sent, given back as they were kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..problems import Invalid, NotFound
from ..request import Answer
from . import homes
from .items import Effect, body, item
from .making import make
from .showing import shown

if TYPE_CHECKING:
    from ..call import Call
    from ..operation import Operation


def upload(call: Call, operation: Operation, effect: Effect, arguments: dict[str, Any]) -> Any:
    """Keep the bytes that were sent, and a record that names them."""
    above = homes.parents(call, operation, arguments)
    sent = body(call, operation, effect, arguments)
    file = next((held for held in sent.values() if is_file(held)), None)
    data, kind = call.request.body, call.request.content_type
    if file is not None:
        data, kind = file["data"], file["content_type"]
        sent.setdefault("filename", file.get("filename"))
    key = call.put_bytes(data)
    sent = {**named({name: held for name, held in sent.items() if not isinstance(held, bytes)}), "size": len(data)}
    record = make(call, operation, effect, sent, above)
    if not record.OPEN:
        raise Invalid(f"{record.KIND.name} keeps no bytes")
    call.update(record, _bytes=key, _type=kind)
    return shown(call, operation, record)


def is_file(value: Any) -> bool:
    """Whether an argument is a file of a multipart body."""
    return isinstance(value, dict) and isinstance(value.get("data"), bytes)


def named(value: Any) -> Any:
    """Arguments with each file's name in the place of its bytes: records hold JSON."""
    if isinstance(value, dict):
        if is_file(value):
            return str(value.get("filename") or "file")
        return {name: named(held) for name, held in value.items()}
    return [named(held) for held in value] if isinstance(value, list) else value


def download(call: Call, operation: Operation, effect: Effect, arguments: dict[str, Any]) -> Any:
    """The bytes that were uploaded; an item without bytes is shown as it is."""
    above = homes.parents(call, operation, arguments)
    found = item(call, operation, effect, arguments, above) if effect.get("identity") else above[-1] if above else None
    if found is None:
        raise NotFound(kind=effect["kind"])
    key = found.doc.get("_bytes")
    if key is None:
        return shown(call, operation, found)
    kind = found.doc.get("_type") or "application/octet-stream"
    return Answer(operation.status, call.read_bytes(key), [("Content-Type", kind)], json=False)
