"""Root fields that nobody has written, by the schema's conventions: what was sent is kept, what was kept is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphql import GraphQLObjectType, get_named_type, get_nullable_type, is_list_type

from ..problems import NotFound
from ..state.record import Record
from . import listing
from .conditions import Condition, column
from .graph import One, api
from .schema import Api, node_of

if TYPE_CHECKING:
    from ..call import Call
    from ..operation import Operation


def perform(call: Call, operation: Operation, given: dict[str, Any]) -> Any:
    """The result of a root field by its declared effect. Raises Invalid, NotFound."""
    made, effect, bound = api(call.clone), operation.entry["effect"], operation.entry["graphql"]
    above = made.schema.query_type if bound["type"] == "query" else made.schema.mutation_type
    assert above is not None
    type_ = above.fields[bound["field"]].type
    verb, shown = effect["verb"], effect.get("type", "")
    if bound["type"] == "query":
        return _asked(made, call, type_, verb, shown, given)
    if not shown or shown not in made.schema.type_map or verb == "none":
        return payload(made, call, type_, None)
    return _changed(made, call, type_, verb, shown, bound["field"], given)


def _asked(made: Api, call: Call, type_: Any, verb: str, shown: str, given: dict[str, Any]) -> Any:
    named: Any = get_named_type(type_)
    node = node_of(named)
    if node is not None and hasattr(node, "fields"):
        return {**listing.page(made, call, node.name, given, _equal(made, node, given)), "totalCount": 0}
    if is_list_type(get_nullable_type(type_)) and isinstance(named, GraphQLObjectType):
        if "id" not in named.fields:
            return []
        asked = {**given, "first": given.get("first") or call.clone.dialect.page_limit}
        return listing.page(made, call, named.name, asked, _equal(made, named, given))["nodes"]
    if verb in ("read", "read_singleton") and isinstance(named, GraphQLObjectType) and "id" in named.fields:
        kind = made.kind(named.name)
        if given.get("id") is None:
            return call.first(kind)
        found = call.session.store.get(kind, given["id"])
        if found is None and get_nullable_type(type_) is not type_:
            raise NotFound(kind=kind.KIND.name, id=given["id"])
        return found
    return None


def _equal(made: Api, node: Any, given: dict[str, Any]) -> tuple[Condition, ...]:
    """Plain arguments that name a field of the nodes: those must be equal to it."""
    tests = []
    for name, value in given.items():
        held = made.graph.stored(name)
        if name in node.fields or name.removesuffix(made.graph.suffix) in node.fields:
            if isinstance(value, str | int | float | bool):
                tests.append(Condition(f"{column('r', held)} IS ?", (value,)))
    return tuple(tests)


def _changed(
    made: Api, call: Call, type_: Any, verb: str, shown: str, name: str, given: dict[str, Any]
) -> Any:  # fmt: skip
    kind, sent = made.kind(shown), _sent(given)
    made.check(shown, sent)
    if verb == "create":
        return payload(made, call, type_, create(made, call, shown, sent))
    id = given.get("id") or next((v for k, v in given.items() if k.endswith("Id") and isinstance(v, str)), None)
    id = id or sent.get("id")
    record = call.session.store.get(kind, id) if id is not None else call.first(kind)
    if record is None:
        if id is None:
            return payload(made, call, type_, None)
        raise NotFound(kind=kind.KIND.name, id=id)
    if verb == "delete":
        call.delete(record)
        return payload(made, call, type_, record)
    changes = {key: value for key, value in sent.items() if key != "id" and _takes(kind, key)}
    ending = name.lower()
    if ending.endswith("unarchive"):
        changes[made.graph.archived] = None
    elif ending.endswith("archive"):
        changes[made.graph.archived] = call.now
    changes |= {key: call.now for key in (made.graph.stored("updatedAt"),) if _takes(kind, key)}
    return payload(made, call, type_, call.update(record, **changes))


def _takes(kind: type[Record], name: str) -> bool:
    return kind.OPEN or name in kind.FIELDS


def _sent(given: dict[str, Any]) -> dict[str, Any]:
    """What a change sends: its input, and arguments beside it."""
    sent = {name: value for name, value in given.items() if name != "input"}
    held = given.get("input")
    return {**sent, **held} if isinstance(held, dict) else sent


def create(made: Api, call: Call, shown: str, sent: dict[str, Any]) -> Record:
    """A new record of a type: what was sent, times, and who made it. Raises NotFound for a reference to nothing."""
    kind, type_, graph = made.kind(shown), made.schema.type_map[shown], made.graph
    fields = {graph.stored(name): value for name, value in sent.items() if value is not None}
    for name in getattr(type_, "fields", {}):
        link = made.link(shown, name)
        if (
            isinstance(link, One)
            and isinstance(fields.get(link.at), str)
            and call.session.store.holds(call.clone.kind(link.kind))
        ):
            call.get(call.clone.kind(link.kind), fields[link.at])
        if name in ("creator", "user", "owner") and call.actor is not None:
            fields.setdefault(graph.held(name), call.actor.id)
    now = {graph.stored("createdAt"): call.now, graph.stored("updatedAt"): call.now}
    fields = {"id": call.clone.dialect.new_id(call, kind.KIND.name), **now, **fields}
    return call.create(kind, **{name: value for name, value in fields.items() if _takes(kind, name)})


def payload(made: Api, call: Call, type_: Any, record: Record | None) -> Any:
    """A mutation's answer: the record wherever the answer has a place for it, success, and how far the state is."""
    named: Any = get_named_type(type_)
    if not isinstance(named, GraphQLObjectType):
        return None
    if record is not None and made.types.get(record.KIND.name) == named.name:
        return record
    answer: dict[str, Any] = {"success": True, "lastSyncId": call.next("sync")}
    if record is None:
        return answer
    answer["entityId"] = record.id
    for name, field in named.fields.items():
        inner = get_named_type(field.type)
        if made.types.get(record.KIND.name) == inner.name:
            answer[name] = [record] if is_list_type(get_nullable_type(field.type)) else record
    return answer
