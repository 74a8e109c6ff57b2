"""CRM objects of every type; https://developers.hubspot.com/docs/api/crm/contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from clonery.server.operation import operation
from clonery.server.problems import Invalid, NotFound
from clonery.server.request import Answer
from clonery.server.state.record import Record

from ..objects import Type, comparable, matches

if TYPE_CHECKING:
    from clonery.server.call import Call

OBJECTS = ("companies", "contacts", "deals", "line_items", "objects", "products", "quotes", "tickets")
MERGED = ("companies", "contacts", "deals", "tickets")
PAGE, LIMIT, SEARCHED = 10, 100, 200


def _named(call: Call) -> str:
    """The id in the path, which each type calls otherwise: contactId, dealId, objectId."""
    assert call.operation is not None
    return str(call.arguments[call.operation.entry["effect"]["identity"][0]])


@operation(*(f"crm/{name}/basic/create" for name in OBJECTS))
def create(call: Call, **given: Any) -> dict[str, Any]:
    """POST /crm/v3/objects/{type}"""
    of = Type(call)
    return of.shown(of.create(given.get("properties")), everything=True)


@operation(*(f"crm/{name}/basic/get_by_id" for name in OBJECTS))
def read(call: Call, **given: Any) -> dict[str, Any]:
    """GET /crm/v3/objects/{type}/{id}"""
    of = Type(call)
    return of.shown(of.get(_named(call), given.get("idProperty")), given.get("properties") or ())


@operation(*(f"crm/{name}/basic/update" for name in OBJECTS))
def update(call: Call, **given: Any) -> dict[str, Any]:
    """PATCH /crm/v3/objects/{type}/{id}"""
    of = Type(call)
    record = of.update(of.get(_named(call), given.get("idProperty")), given.get("properties"))
    return of.shown(record, everything=True)


@operation(*(f"crm/{name}/basic/get_page" for name in OBJECTS))
def listing(call: Call, **given: Any) -> dict[str, Any]:
    """GET /crm/v3/objects/{type}"""
    of = Type(call)
    asked = call.arguments.get("limit")
    limit = min(asked, LIMIT) if isinstance(asked, int) and asked > 0 else PAGE
    return _page(of, of.all(), given.get("properties") or (), limit, call.arguments.get("after"), linked=True)


@operation(*(f"crm/{name}/search/do_search" for name in OBJECTS))
def search(
    call: Call, filterGroups: Any = (), sorts: Any = (), properties: Any = (), query: str | None = None, **given: Any
) -> dict[str, Any]:
    """POST /crm/v3/objects/{type}/search"""
    of, groups = Type(call), filterGroups
    found = [record for record in of.all() if matches(record, groups, query)]
    for each in reversed(sorts or ()):
        name = each.get("propertyName") if isinstance(each, dict) else str(each).lstrip("-")
        falling = each.get("direction") == "DESCENDING" if isinstance(each, dict) else str(each).startswith("-")
        found.sort(key=lambda record: comparable(record.doc.get("properties", {}).get(name)), reverse=falling)
    asked = call.arguments.get("limit")
    limit = min(asked, SEARCHED) if isinstance(asked, int) and asked > 0 else PAGE
    return {"total": len(found), **_page(of, found, properties or (), limit, call.arguments.get("after"))}


def _page(
    of: Type, found: list[Record], properties: Any, limit: int, after: Any, linked: bool = False
) -> dict[str, Any]:
    """One page; `after` is how many came before."""
    start = int(after or 0) if str(after or 0).isdecimal() else -1
    if start < 0:
        raise Invalid(f"invalid cursor: {after}")
    made: dict[str, Any] = {"results": [of.shown(record, properties) for record in found[start:][:limit]]}
    if len(found) > start + limit:
        following: dict[str, Any] = {"after": str(start + limit)}
        if linked:
            kept = [(name, value) for name, value in of.call.request.pairs if name != "after"]
            query = urlencode([*kept, ("after", following["after"])])
            following["link"] = f"{of.call.base}{of.call.request.path}?{query}"
        made["paging"] = {"next": following}
    return made


@operation(*(f"crm/{name}/basic/merge" for name in MERGED))
def merge(call: Call, primaryObjectId: str, objectIdToMerge: str) -> dict[str, Any]:
    """POST /crm/v3/objects/{type}/merge"""
    of = Type(call)
    kept, gone = of.get(primaryObjectId), of.get(objectIdToMerge)
    if kept.id == gone.id:
        raise Invalid("An object can't be merged with itself")
    held = kept.doc.get("properties", {})
    filled = {name: value for name, value in gone.doc.get("properties", {}).items() if not held.get(name)}
    merged = [part for part in (held.get("hs_merged_object_ids"), gone.id) if part]
    call.delete(gone)
    return of.shown(of.update(kept, {**filled, "hs_merged_object_ids": ";".join(merged)}), everything=True)


@operation("crm/contacts/basic/purge")
def purge(call: Call, objectId: str, idProperty: str | None = None) -> None:
    """POST /crm/v3/objects/contacts/gdpr-delete"""
    call.delete(Type(call).get(objectId, idProperty))


@operation(*(f"crm/{name}/batch/create" for name in OBJECTS))
def batch_create(call: Call, inputs: Any = (), **given: Any) -> Answer | dict[str, Any]:
    """POST /crm/v3/objects/{type}/batch/create"""
    of = Type(call)
    return _batch(call, [of.shown(of.create(each.get("properties")), everything=True) for each in inputs])


@operation(*(f"crm/{name}/batch/read" for name in OBJECTS))
def batch_read(call: Call, inputs: Any = (), **given: Any) -> dict[str, Any]:
    """POST /crm/v3/objects/{type}/batch/read"""
    of, by, wanted = Type(call), given.get("idProperty"), given.get("properties") or ()
    found = {str(each.get("id")): of.peek(each.get("id"), by) for each in inputs}
    there = [of.shown(record, wanted) for record in found.values() if record is not None]
    return _batch(call, there, [id for id, record in found.items() if record is None])


@operation(*(f"crm/{name}/batch/update" for name in OBJECTS))
def batch_update(call: Call, inputs: Any = (), **given: Any) -> dict[str, Any]:
    """POST /crm/v3/objects/{type}/batch/update"""
    of, done, missing = Type(call), [], []
    for each in inputs:
        record = of.peek(each.get("id"), each.get("idProperty"))
        if record is None:
            missing.append(str(each.get("id")))
        else:
            done.append(of.shown(of.update(record, each.get("properties")), everything=True))
    return _batch(call, done, missing)


@operation(*(f"crm/{name}/batch/upsert" for name in OBJECTS))
def batch_upsert(call: Call, inputs: Any = (), **given: Any) -> dict[str, Any]:
    """POST /crm/v3/objects/{type}/batch/upsert"""
    of, done = Type(call), []
    for each in inputs:
        by, id = each.get("idProperty"), each.get("id")
        record = of.peek(id, by)
        if record is None and not by:
            raise NotFound(kind=of.name, id=id)
        sent = {**({by: id} if by else {}), **(each.get("properties") or {})}
        made = of.create(sent) if record is None else of.update(record, each.get("properties"))
        done.append({**of.shown(made, everything=True), "new": record is None})
    return _batch(call, done)


def _batch(call: Call, results: list[dict[str, Any]], missing: list[str] | None = None) -> dict[str, Any]:
    """What a batch did; with what was not there it leaves with 207."""
    made: dict[str, Any] = {
        "status": "COMPLETE", "results": results, "startedAt": call.now, "completedAt": call.now,
    }  # fmt: skip
    if missing:
        call.status = 207
        error = {
            "status": "error", "category": "OBJECT_NOT_FOUND", "context": {"ids": missing}, "links": {}, "errors": [],
            "message": "Could not get some objects, they may be deleted or not exist. Check that ids are valid.",
        }  # fmt: skip
        made |= {"numErrors": 1, "errors": [error]}
    return made
