"""The effect of a GraphQL root field, by what it returns, what it takes and how it is called."""

from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_required_argument,
)

from .draft import Draft
from .listed import listed_set
from .outcomes import sets_of
from .report import Json
from .sdl import type_schema
from .store import SchemaStore
from .words import ACTIONS, VERBS, noun, snake, split_words

OBJECTS = (GraphQLObjectType, GraphQLInterfaceType, GraphQLUnionType)
TOLD = listed_set("success last_sync_id client_mutation_id entity_id message actor")
SELVES = frozenset(("viewer", "me", "current_user"))
SIZES = ("first", "limit", "last")


class GraphRules:
    def __init__(self, schema: GraphQLSchema, store: SchemaStore) -> None:
        self.schema = schema
        self.store = store
        self.types = {name.lower(): name for name, kind in schema.type_map.items() if isinstance(kind, OBJECTS)}

    def place(self, draft: Draft) -> None:
        """Sets the draft's effect, or the reason why it is refused."""
        field: GraphQLField = draft.shape
        root = draft.binding["graphql"]["type"]
        name = draft.binding["graphql"]["field"]
        effect = self._query(name, field) if root == "query" else self._mutation(name, field)
        if effect is None:
            draft.refused = "no rule places it: neither its name nor what it returns tells what it does"
            return
        effect.setdefault("parents", [])
        effect.setdefault("identity", [])
        if effect["verb"] == "act":
            draft.item = type_schema(self.schema.type_map[effect["type"]])
        draft.effect = effect

    def _query(self, name: str, field: GraphQLField) -> Json | None:
        returned = get_named_type(field.type)
        words = split_words(name)
        listed = self._listed(field.type)
        if listed is not None:
            at, item = listed
            verb = "search" if "search" in words else "list"
            return {
                "verb": verb,
                "kind": snake(item.name.removesuffix("SearchResult")),
                "type": item.name,
                "list_at": at,
                "paging": self._paging(field, at),
            }
        if not isinstance(returned, OBJECTS):
            return {"verb": "count" if words[-1] == "count" else "none", "kind": noun(name)}
        effect: Json = {"kind": snake(returned.name), "type": returned.name}
        if snake(name) in SELVES:
            return effect | {"verb": "read", "self": True}
        identity = [wire for wire, each in field.args.items() if is_required_argument(each)]
        identity = identity or [wire for wire in field.args if wire in ("id", "key", "slug", "login", "name")][:1]
        is_record = "id" in getattr(returned, "fields", {})
        if identity and is_record:
            return effect | {"verb": "read", "identity": identity}
        return effect | {"verb": "read_singleton" if is_record or not field.args else "none"}

    def _listed(self, kind: Any) -> tuple[str, Any] | None:
        """Where the nodes stand, and their type, for a connection or a plain list."""
        plain = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
        if isinstance(plain, GraphQLList):
            item = get_named_type(plain)
            return ("", item) if isinstance(item, OBJECTS) else None
        fields = getattr(plain, "fields", {})
        for name in ("nodes", "edges"):
            if name in fields and ("pageInfo" in fields or plain.name.endswith(("Connection", "Payload"))):
                item = get_named_type(fields[name].type)
                inner = getattr(item, "fields", {}).get("node") if name == "edges" else None
                return name, get_named_type(inner.type) if inner is not None else item
        return None

    def _paging(self, field: GraphQLField, at: str) -> Json:
        size = next((name for name in SIZES if name in field.args), None)
        if "after" not in field.args:
            return {"style": "none"} | ({"size": size} if size else {})
        made: Json = {"style": "cursor", "page": "after"} | ({"size": size} if size else {})
        return made | ({"next": "pageInfo.endCursor", "more": "pageInfo.hasNextPage"} if at else {})

    def _mutation(self, name: str, field: GraphQLField) -> Json | None:
        words = split_words(name)
        payload = get_named_type(field.type)
        subject, rest = self._subject(words)
        entity = self._entity(payload, subject)
        item = self.schema.type_map.get(self.types.get(subject.replace("_", ""), "")) if subject else None
        if entity is not None and (item is None or snake(entity[1].name) != subject):
            if item is None or VERBS.get(rest[0] if rest else "") == "create":
                item = entity[1]
        if item is None:
            return {"verb": "none", "kind": noun("_".join(words))}
        effect: Json = {"kind": snake(item.name), "type": item.name}
        if entity is not None:
            effect["item_at"] = entity[0]
        identity = self._identity(field, effect["kind"])
        effect |= self._verb(field, rest, identity, effect, item)
        body = next(
            (
                wire
                for wire, each in field.args.items()
                if isinstance(get_named_type(each.type), GraphQLInputObjectType)
            ),
            "",
        )
        if body and effect["verb"] in ("create", "update", "replace"):
            effect["body_at"] = body
        if identity and effect["verb"] != "create":
            effect["identity"] = identity
        return effect

    def _verb(self, field: GraphQLField, rest: list[str], identity: list[str], effect: Json, item: Any) -> Json:
        word = next((word for word in rest if word in VERBS or word in ACTIONS), "")
        meaning = VERBS.get(word, "")
        if "batch" in rest and meaning in ("create", "update", "delete"):
            return {"verb": meaning, "many": self._many(field), "list_at": effect.pop("item_at", "")}
        if (
            rest == [word]
            and meaning in ("create", "update", "delete")
            and word not in ("start", "open", "join", "invite")
        ):
            if meaning == "delete":
                return {"verb": "delete"}
            return (
                {"verb": meaning} if meaning == "create" or identity else {"verb": "write_singleton", "partial": True}
            )
        if rest == ["upsert"]:
            return {"verb": "create", "upsert": True}
        made_anew = (
            "item_at" in effect and (word not in ACTIONS or "connect" in rest) and meaning not in ("update", "delete")
        )
        if not identity and (meaning == "create" or made_anew):
            return {"verb": "create"}
        if "item_at" in effect and meaning not in ("update", "delete") and self._chosen(field, identity):
            return {"verb": "create"}
        action = "_".join(rest) or word or "set"
        return {"verb": "act", "action": action} | sets_of(self.store, type_schema(item), action)

    def _chosen(self, field: GraphQLField, identity: list[str]) -> bool:
        """Whether what is named is new: its id may be left to the vendor, while what it belongs to must be said."""
        wire, _, inner = identity[0].partition(".") if identity else ("", "", "")
        above: Any = field.args
        if inner and is_required_argument(field.args[wire]):
            above, wire = getattr(get_named_type(field.args[wire].type), "fields", {}), inner
        own = above.get(wire)
        others = [name for name, each in above.items() if isinstance(each.type, GraphQLNonNull) and name != wire]
        return own is not None and bool(others) and not isinstance(own.type, GraphQLNonNull)

    def _many(self, field: GraphQLField) -> str:
        """The argument that is a list, or the field of an input object that is one: `ids`, `input.issues`."""
        for wire, each in field.args.items():
            if _is_list(each.type):
                return wire
        for wire, each in field.args.items():
            named = get_named_type(each.type)
            if isinstance(named, GraphQLInputObjectType):
                for name, inner in named.fields.items():
                    if _is_list(inner.type):
                        return f"{wire}.{name}"
        return ""

    def _subject(self, words: list[str]) -> tuple[str, list[str]]:
        """The longest run of words that names a type, and the words that are left: issueLabelCreate."""
        best: tuple[int, int] = (0, 0)
        for start in range(len(words)):
            for end in range(len(words), start, -1):
                joined = "".join(words[start:end])
                if (joined in self.types or _singular_type(words[start:end]) in self.types) and end - start > best[
                    1
                ] - best[0]:
                    if end - start < len(words):
                        best = (start, end)
        if best == (0, 0):
            return "", words
        chosen = words[best[0] : best[1]]
        joined = "".join(chosen)
        name = self.types.get(joined) or self.types[_singular_type(chosen)]
        return snake(name), [*words[: best[0]], *words[best[1] :]]

    def _entity(self, payload: Any, subject: str) -> tuple[str, Any] | None:
        """The field of a payload that holds what was changed."""
        found: list[tuple[str, Any]] = []
        for name, each in getattr(payload, "fields", {}).items():
            kind = get_named_type(each.type)
            if isinstance(kind, OBJECTS) and snake(name) not in TOLD:
                found.append((name, kind))
        exact = [each for each in found if snake(each[1].name) == subject or snake(each[0]) == subject]
        return next(iter(exact or found), None)

    def _identity(self, field: GraphQLField, kind: str) -> list[str]:
        if "id" in field.args:
            return ["id"]
        for wire, each in field.args.items():
            named = get_named_type(each.type)
            if isinstance(named, GraphQLInputObjectType):
                for name in named.fields:
                    if snake(name) in ("id", f"{kind}_id", f"{kind.rsplit('_', 1)[-1]}_id"):
                        return [f"{wire}.{name}"]
            elif snake(wire) == f"{kind}_id":
                return [wire]
        required = [wire for wire, each in field.args.items() if is_required_argument(each)]
        scalars = [
            wire for wire in required if not isinstance(get_named_type(field.args[wire].type), GraphQLInputObjectType)
        ]
        return scalars if len(scalars) == 1 and snake(scalars[0]).endswith("id") else []


def _is_list(kind: Any) -> bool:
    return isinstance(kind.of_type if isinstance(kind, GraphQLNonNull) else kind, GraphQLList)


def _singular_type(words: list[str]) -> str:
    return noun("_".join(words)).replace("_", "")
