"""Datasets, key-value stores and request queues, and what lies in them; https://docs.apify.com/api/v2/storage-datasets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from clonery.server.generic import homes, perform
from clonery.server.generic.showing import shown
from clonery.server.operation import operation
from clonery.server.problems import Malformed, NotFound
from clonery.server.request import Answer
from clonery.server.state.record import Record

if TYPE_CHECKING:
    from clonery.server.call import Call

KINDS = {"datasets_post": "dataset", "keyValueStores_post": "key_value_store", "requestQueues_post": "request_queue"}
LIMIT = 1000


@operation(*KINDS)
def get_or_create(call: Call, name: str | None = None, **given: Any) -> Any:
    """POST /v2/datasets and its like: the storage of that name, which is made where there is none."""
    assert call.operation is not None
    kind = call.clone.kind(KINDS[call.operation.name])
    me = None if call.actor is None else call.actor.id
    there = (
        [each for each in call.all(kind, {"name": name} if name else None) if each.get("userId") == me] if name else []
    )
    call.status = 200 if there else 201
    if there:
        return shown(call, call.operation, there[0])
    made = perform(call, call.operation, given)
    call.update(call.get(kind, made["data"]["id"]), name=name, userId=me)
    made["data"] |= {"name": name, "userId": me} if name else {"userId": me}
    return made


def _within(call: Call, kind: str) -> tuple[type[Record], Record, dict[str, Any]]:
    """The kind, the storage that the path names, and what puts a record into it. Raises NotFound."""
    assert call.operation is not None
    storage = homes.parents(call, call.operation, call.arguments)[-1]
    found = call.clone.kind(kind)
    return found, storage, homes.home(found, [storage])


def _touched(call: Call, storage: Record, **fields: Any) -> None:
    call.update(storage, modifiedAt=call.now, accessedAt=call.now, **fields)


# datasets


@operation("dataset_items_post")
def push_items(call: Call, body: Any = None, **given: Any) -> dict[str, Any]:
    """POST /v2/datasets/{datasetId}/items: one item, or a list of them"""
    kind, storage, home = _within(call, "item")
    items = body if isinstance(body, list) else [body]
    if not items or not all(isinstance(each, dict) for each in items):
        raise Malformed("The input must be an object or an array of objects.", code="invalid-input")
    for each in items:
        call.create(kind, id=call.new_id(size=17), _item=each, **home)
    count = int(storage.get("itemCount") or 0) + len(items)
    _touched(call, storage, itemCount=count, cleanItemCount=count)
    call.status = 201
    return {}


@operation("dataset_items_get")
def list_items(
    call: Call, fields: Any = None, omit: Any = None, desc: bool = False, skipEmpty: bool = False, clean: bool = False,
    skipHidden: bool = False, **given: Any,
) -> Any:  # fmt: skip
    """GET /v2/datasets/{datasetId}/items"""
    kind, _, home = _within(call, "item")
    found = [_item(record) for record in call.all(kind, home)][:: -1 if desc else 1]
    page = call.slice(found)
    rows = []
    for each in page.items:
        names = _names(fields) or list(each)
        made = {name: each.get(name) for name in names if name not in _names(omit)}
        if clean or skipHidden:
            made = {name: value for name, value in made.items() if not name.startswith("#")}
        rows += [made] if made or not (clean or skipEmpty) else []
    page.items = rows
    return page


def _item(record: Record) -> dict[str, Any]:
    """What was pushed; a seed's item is its record without what names it."""
    held = record.get("_item")
    return held if isinstance(held, dict) else {n: v for n, v in record.doc.items() if n != "id" and n[:1] != "_"}


def _names(value: Any) -> list[str]:
    return [name for part in (value if isinstance(value, list) else [value]) if part for name in str(part).split(",")]


# key-value stores


def _record(call: Call, key: str) -> tuple[Record | None, type[Record], Record, dict[str, Any]]:
    kind, storage, home = _within(call, "record")
    found = next((each for each in call.all(kind, home) if each.get("recordKey") == key), None)
    return found, kind, storage, home


@operation("keyValueStore_record_put")
def set_record(call: Call, recordKey: str, **given: Any) -> dict[str, Any]:
    """PUT /v2/key-value-stores/{storeId}/records/{recordKey}: the body as it is, with its content type"""
    found, kind, storage, home = _record(call, recordKey)
    body = call.request.body if call.request.door == "rest" else orjson.dumps(given.get("body"))
    held = {
        "_bytes": call.put_bytes(body), "_type": call.request.header("content-type") or "application/octet-stream",
        "size": len(body), "recordKey": recordKey,
    }  # fmt: skip
    if found is None:
        call.create(kind, id=call.new_id(size=17), **held, **home)
    else:
        call.update(found, **held)
    _touched(call, storage)
    call.status = 201
    return {}


@operation("keyValueStore_record_get")
def get_record(call: Call, recordKey: str, **given: Any) -> Any:
    """GET /v2/key-value-stores/{storeId}/records/{recordKey}"""
    found = _record(call, recordKey)[0]
    if found is None:
        raise NotFound(kind="record", id=recordKey)
    if found.get("_bytes") is None:
        return found.get("value", {n: v for n, v in found.doc.items() if n not in ("id", "recordKey") and n[:1] != "_"})
    kind = str(found.get("_type"))
    body = call.read_bytes(str(found.get("_bytes")))
    if "json" in kind:
        return Answer(200, body)
    return Answer(200, body, [("Content-Type", kind)], json=False)


@operation("keyValueStore_record_delete")
def delete_record(call: Call, recordKey: str, **given: Any) -> None:
    """DELETE /v2/key-value-stores/{storeId}/records/{recordKey}"""
    found = _record(call, recordKey)[0]
    if found is not None:
        call.delete(found)


@operation("keyValueStore_keys_get")
def list_keys(
    call: Call, exclusiveStartKey: str | None = None, prefix: str | None = None, **given: Any
) -> dict[str, Any]:
    """GET /v2/key-value-stores/{storeId}/keys"""
    kind, _, home = _within(call, "record")
    found = sorted(call.all(kind, home), key=lambda each: str(each.get("recordKey")))
    keys = [each for each in found if str(each.get("recordKey")).startswith(prefix or "")]
    keys = [each for each in keys if not exclusiveStartKey or str(each.get("recordKey")) > exclusiveStartKey]
    asked = call.arguments.get("limit")
    limit = min(asked, LIMIT) if isinstance(asked, int) and asked > 0 else LIMIT
    store = call.arguments.get("storeId")
    items = [
        {
            "key": str(each.get("recordKey")), "size": int(each.get("size") or 0),
            "recordPublicUrl": f"{call.base}/v2/key-value-stores/{store}/records/{each.get('recordKey')}",
        }
        for each in keys[:limit]
    ]  # fmt: skip
    more = len(keys) > limit
    return {"data": {
        "items": items, "count": len(items), "limit": limit, "isTruncated": more,
        "exclusiveStartKey": exclusiveStartKey or "", "nextExclusiveStartKey": items[-1]["key"] if more else None,
    }}  # fmt: skip


# request queues


def _added(call: Call, sent: dict[str, Any]) -> dict[str, Any]:
    """A request put into its queue, once for each unique key."""
    kind, storage, home = _within(call, "request")
    unique = str(sent.get("uniqueKey") or sent.get("url") or "")
    known = next((each for each in call.all(kind, home) if each.get("uniqueKey") == unique), None)
    if known is None:
        known = call.create(
            kind, **{"id": call.new_id(size=15), "method": "GET", "retryCount": 0, **sent, "uniqueKey": unique}, **home
        )
        total = int(storage.get("totalRequestCount") or 0) + 1
        pending = int(storage.get("pendingRequestCount") or 0) + 1
        _touched(call, storage, totalRequestCount=total, pendingRequestCount=pending)
        there = False
    else:
        there = True
    handled = known.get("handledAt") is not None
    return {"requestId": str(known.id), "wasAlreadyPresent": there, "wasAlreadyHandled": handled}


@operation("requestQueue_requests_post")
def add_request(call: Call, **given: Any) -> dict[str, Any]:
    """POST /v2/request-queues/{queueId}/requests"""
    assert call.operation is not None
    names = {argument.name for argument in call.operation.at("body")}
    return {"data": _added(call, {name: value for name, value in given.items() if name in names})}


@operation("requestQueue_requests_batch_post")
def add_requests(call: Call, body: Any = (), **given: Any) -> dict[str, Any]:
    """POST /v2/request-queues/{queueId}/requests/batch"""
    done = [{**_added(call, each), "uniqueKey": str(each.get("uniqueKey") or each.get("url") or "")} for each in body]
    call.status = 201
    return {"data": {"processedRequests": done, "unprocessedRequests": []}}


@operation("requestQueue_head_get")
def head(call: Call, **given: Any) -> dict[str, Any]:
    """GET /v2/request-queues/{queueId}/head: those that wait, the first ones"""
    kind, storage, home = _within(call, "request")
    asked = call.arguments.get("limit")
    limit = min(asked, LIMIT) if isinstance(asked, int) and asked > 0 else 100
    waiting = [each for each in call.all(kind, home) if each.get("handledAt") is None]
    names = ("id", "uniqueKey", "url", "method", "retryCount")
    items = [{name: each.get(name) for name in names} for each in waiting[:limit]]
    modified = storage.get("modifiedAt") or call.now
    return {"data": {"limit": limit, "queueModifiedAt": modified, "hadMultipleClients": False, "items": items}}
