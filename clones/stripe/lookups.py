"""Finding, making and changing objects, lists of them, and the fields that many share; https://docs.stripe.com/api."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from clonery.server.dialect import Page
from clonery.server.state.query import Op, Where

from . import ids, keys, searching
from .records.thing import Thing
from .refusals import Refusal, empty, missing
from .timing import seconds

if TYPE_CHECKING:
    from clonery.server.call import Call

T = TypeVar("T", bound=Thing)
METADATA_KEYS, KEY_LENGTH, VALUE_LENGTH = 50, 40, 500


def find(call: Call, kind: type[T], id: Any, param: str = "id") -> T:
    """The object that a path names. Raises NotFound with 404."""
    return _seen(call, kind, id, param, 404)


def named(call: Call, kind: type[T], id: Any, param: str) -> T:
    """The object that a parameter names. Raises NotFound with 400, Refusal for an empty id."""
    if id == "":
        raise empty(param)
    return _seen(call, kind, id, param, 400)


def _seen(call: Call, kind: type[T], id: Any, param: str, status: int) -> T:
    found = call.peek(kind, id)
    if found is None:
        raise missing(kind.KIND.name, id, param, status)
    if not keys.sees(call, found):
        if keys.of(found).account != keys.scope(call).account:
            raise missing(kind.KIND.name, id, param, status)
        there, here = ("live", "test") if found.livemode else ("test", "live")
        more = f"; a similar object exists in {there} mode, but a {here} mode key was used to make this request."
        raise missing(kind.KIND.name, id, param, status, more)
    return found


def schema_name(kind: type[Thing]) -> str:
    return kind.OBJECT or kind.KIND.name


def make(call: Call, kind: type[T], event: str = "", clock: str | None = None, **fields: Any) -> T:
    """Store a new object and tell of it; an `id` of None is a new one."""
    if fields.get("id") is None:
        prefix, size = ids.form(kind.KIND.name)
        fields["id"] = call.new_id(prefix, size)
    fields = completed(call, kind, fields)
    fields.setdefault("metadata", {})
    fields.setdefault("created", seconds(call, clock))
    live, account = keys.scope(call)
    fields = {"livemode": live, "_account": account, **fields}
    if kind.SEARCHED:
        fields["_terms"] = searching.terms(fields, kind.SEARCHED)
    made = call.create(kind, **{"object": schema_name(kind), **fields})
    if event:
        call.emit(event, object=made)
    return made


def save(call: Call, record: T, event: str = "", **changes: Any) -> T:
    """Store changed fields and tell of them, with what they were before where the event is an update."""
    changes = completed(call, type(record), changes)
    before = record.doc
    if record.SEARCHED:
        changes["_terms"] = searching.terms({**before, **changes}, record.SEARCHED)
    made = call.update(record, **changes)
    if event:
        call.emit(event, object=made, before=before)
    return made


def completed(call: Call, kind: type[Thing], fields: dict[str, Any]) -> dict[str, Any]:
    """Fields with nested objects as the API shows them. Raises Refusal where one was unset that can't be."""
    dialect: Any = call.clone.dialect
    name = schema_name(kind)
    made: dict[str, Any] = dialect.completion.fields(name, fields)
    solid = dialect.completion.never_null(name)
    for field in [field for field, value in made.items() if value is None and solid.get(field) == "needed"]:
        if not dialect.completion.is_list(name, field):
            raise empty(field)
        made[field] = []
    return made


def cleared(given: dict[str, Any]) -> dict[str, Any]:
    """Parameters as fields: an empty string unsets."""
    return {name: None if value == "" else value for name, value in given.items()}


def metadata(given: Any, before: dict[str, str] | None = None) -> dict[str, str]:
    """Metadata merged: an empty value removes its key, an empty string all. Raises Refusal over the limits."""
    if given in ("", None):
        return {} if given == "" else dict(before or {})
    made = dict(before or {})
    for key, value in given.items():
        if len(key) > KEY_LENGTH:
            raise Refusal(
                f"Metadata keys have at most {KEY_LENGTH} characters, '{key}' has {len(key)}", param="metadata"
            )
        if len(str(value)) > VALUE_LENGTH:
            message = f"Metadata values have at most {VALUE_LENGTH} characters, '{key}' has {len(str(value))}"
            raise Refusal(message, param=f"metadata[{key}]")
        made[key] = value
    made = {key: value for key, value in made.items() if value != ""}
    if len(made) > METADATA_KEYS:
        raise Refusal(f"Metadata has at most {METADATA_KEYS} keys, not {len(made)}", param="metadata")
    return made


def changed(record: Thing, given: dict[str, Any]) -> dict[str, Any]:
    """Parameters of an update as changes of fields: empty strings unset, metadata and nested objects merge."""
    changes = cleared(given)
    if "metadata" in given:
        changes["metadata"] = metadata(given["metadata"], record.get("metadata"))
    for name in ("invoice_settings", "evidence", "payment_settings"):
        if isinstance(changes.get(name), dict):
            changes[name] = {**(record.get(name) or {}), **cleared(changes[name])}
    return changes


def since(given: Any) -> Op | None:
    """A filter of times: a moment, or an object with gt, gte, lt, lte."""
    if given is None:
        return None
    if not isinstance(given, dict):
        return Op("{} = ?", (given,))
    signs = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
    parts = [f"{{0}} {signs[name]} ?" for name in given]
    return Op(" AND ".join(parts), tuple(given.values())) if parts else None


def listing(call: Call, kind: type[Thing], where: Where | None = None, created: Any = None) -> Page:
    """The page that was asked for, newest first; conditions of None are left out. Raises NotFound for a lost cursor."""
    where = {name: value for name, value in (where or {}).items() if value is not None}
    where |= keys.where(call)
    times = since(created)
    if times is not None:
        where["created"] = times
    paging, store = call.paging, call.session.store
    behind, before = paging.after, paging.before
    if behind is not None and before is not None:
        raise Refusal("Received both starting_after and ending_before parameters. Please pass in only one.")
    if before is not None:
        row = named(call, kind, before, "ending_before").rid
        items = list(store.select(kind, where, "rid", paging.limit + 1, 0, row))
        return Page(items[: paging.limit][::-1], paging, None, len(items) > paging.limit)
    row = named(call, kind, behind, "starting_after").rid if behind is not None else 0
    items = list(store.select(kind, where, "-rid", paging.limit + 1, 0, row))
    return Page(items[: paging.limit], paging, None, len(items) > paging.limit)


def part(call: Call, items: list[Any], id: Any = None) -> Page:
    """The page that was asked for of a list at hand, in its order; `id` tells an element's id."""
    name = id or (lambda item: item["id"])
    paging = call.paging
    keys = [name(item) for item in items]
    if paging.before is not None and paging.before in keys:
        end = keys.index(paging.before)
        start = max(end - paging.limit, 0)
        return Page(items[start:end], paging, None, start > 0)
    start = keys.index(paging.after) + 1 if paging.after in keys else 0
    return Page(items[start : start + paging.limit], paging, None, len(items) > start + paging.limit)
