"""The effect of an operation with a method and a path: verb, kind, parents, and where in the answer things stand."""

from .answers import Answers
from .draft import Argument, Draft
from .fields import fields_of
from .kinds import Kinds, param_noun
from .listed import listed_set
from .outcomes import sets_of
from .paging import paging_of
from .places import PARAM, Group, Key, Place, Tree
from .report import Json
from .verbs import BATCH_VERBS, BATCH_WORDS, SEARCH_WORDS, Verbs
from .words import noun, singular, snake, split_words

ANSWERING = listed_set("create read update replace act delete read_singleton write_singleton upload")
Names = dict[tuple[str, str], str]


class RestRules:
    """Places one draft after the other; all of a vendor's drafts are known through the tree."""

    def __init__(self, tree: Tree, kinds: Kinds, answers: Answers) -> None:
        self.tree = tree
        self.kinds = kinds
        self.answers = answers
        self.store = answers.store
        self.verbs = Verbs(tree, kinds, answers, self.item_schema)

    def place(self, draft: Draft) -> None:
        """Sets the draft's effect, or the reason why it is refused."""
        effect = self.verbs.of(draft)
        if effect is None:
            draft.refused = "no rule places it: neither path nor name nor answer tells what it does"
            return
        self._by_body(draft, effect)
        names = {(each.place, each.wire): name for name, each in draft.named().items()}
        key, parents, identity = self._target(self.tree.places[id(draft)], effect)
        effect.pop("on", None)
        hints = self._hints(key)
        effect["kind"] = self._kind(draft, key, effect, hints)
        effect["parents"] = [self._parent(draft, group, names) for group in parents]
        effect["identity"] = effect.get("identity") or [names.get(("path", param), param) for param in identity]
        self._set_answer(draft, effect, hints)
        if identity:
            fields = self._fields(draft, key, effect["kind"], identity, names)
            effect |= {"fields": fields} if fields else {}
        elif not effect.get("many"):
            self._take_identity(draft, effect)
        self._set_body(draft, effect, key)
        draft.effect = effect

    def _by_body(self, draft: Draft, effect: Json) -> None:
        """What the body alone tells: `PUT /pet` is one item, named in it; a POST of a list makes each of its parts."""
        body = {name: each for name, each in draft.named().items() if each.place == "body"}
        place = self.tree.places[id(draft)]
        node = self.tree.nodes[place.key]
        whole = next((name for name, each in body.items() if each.whole), "")
        if effect["verb"] == "create" and whole and self.store.types(body[whole].schema) == {"array"}:
            effect.setdefault("many", whole)
        if draft.method not in ("PUT", "PATCH") or not node.items or place.identity or whole or "id" not in body:
            return
        if "id" in self.store.shape(self.item_schema(place.key)).properties and not effect.get("self"):
            made = {"verb": "replace" if draft.method == "PUT" else "update", "identity": ["id"]}
            effect.clear()
            effect |= made | ({} if "POST" in node.own else {"upsert": True})

    def _target(self, place: Place, effect: Json) -> tuple[Key, list[Group], tuple[str, ...]]:
        """Collection, parents and identity; a verb at the end of the path steps back to what stands before it."""
        parents, identity, key = list(place.parents), place.identity, place.key
        if effect.pop("below", False):
            return key, [*parents, Group(key, identity)], ()
        if identity and effect.get("on") == "before" and parents:
            return parents[-1].key, parents[:-1], parents[-1].params
        if identity:
            return key, parents, identity
        before = effect.get("on") == "before" or effect.get("pick") or effect.get("self")
        if not before and not self._is_operator(place):
            return key, parents, identity
        if place.after_item and parents:
            whole = (effect["verb"] in ("act", "read") and not effect.get("many")) or effect.get("checks")
            group = parents[-1]
            return (group.key, parents[:-1], group.params) if whole else (self._source(key, group, effect), parents, ())
        found = self._before(key[:-1], acts=effect["verb"] == "act")
        if effect["verb"] == "act" and found and found[-1] == PARAM and parents:
            return parents[-1].key, parents[:-1], parents[-1].params
        return found, parents, identity

    def _before(self, start: Key, *, acts: bool) -> Key:
        """What a verb at the end of a path acts on: the nearest item or collection, else the word before it."""
        key = start
        while len(key) > 1 and key[-1] != PARAM:
            if not (self._is_empty(key) if acts else snake(key[-1]) in (BATCH_WORDS | SEARCH_WORDS)):
                return key
            key = key[:-1]
        return start if acts and key[-1:] != (PARAM,) and self._is_empty(key) else key

    def _is_empty(self, key: Key) -> bool:
        """A word of the path that is no thing of its own: nothing is read, listed or made there."""
        node = self.tree.nodes.get(key)
        return node is None or not (node.own or node.items)

    @staticmethod
    def _source(key: Key, group: Group, effect: Json) -> Key:
        return group.key if effect.get("copies") else key

    def _is_operator(self, place: Place) -> bool:
        """The last word is what is done, not a thing: search, batch, create."""
        if not place.key or place.key[-1] == PARAM or (place.key in self.kinds.of and self.tree.nodes[place.key].items):
            return False
        last = snake(place.key[-1])
        return last in SEARCH_WORDS or last in BATCH_WORDS or last in BATCH_VERBS

    def _hints(self, key: Key) -> tuple[str, ...]:
        kind = self.kinds.of.get(key, "")
        label = snake(self.tree.label(key).rsplit("/", 1)[-1]) if key else ""
        return tuple(word for word in (kind, label, singular(label), kind.rsplit("_", 1)[-1]) if word)

    def _kind(self, draft: Draft, key: Key, effect: Json, hints: tuple[str, ...]) -> str:
        known = self.kinds.of.get(key, "")
        if effect.get("self"):
            found = self.kinds.canonical(self.answers.noun(self.answers.item(draft.result, ("user",))[1]))
            return found if found in self.kinds.records else known or "user"
        owns = bool(known) and key in self.tree.nodes and bool(self.tree.nodes[key].items)
        found = ""
        if effect["verb"] in ("search", "list"):
            listing = self.tree.listing(draft, has_items=True, hints=hints)
            found = self.answers.noun(listing.item) if listing is not None else ""
        elif effect["verb"] in ("create", "upload") and known not in self.kinds.records:
            found = self.answers.noun(self.answers.item(draft.result, hints)[1]) if draft.result else ""
            found = found or noun(key[-1] if key else "")
        found = self.kinds.canonical(found)
        if found and not owns and (found in self.kinds.records or not known or known not in self.kinds.records):
            return found
        return known or noun("_".join(self.tree.label(key).split("/"))) or "item"

    def _parent(self, draft: Draft, group: Group, names: Names) -> Json:
        kind = self.kinds.of.get(group.key, "")
        node = self.tree.nodes.get(group.key)
        partition = (*group.key, *(PARAM for _ in group.params)) in self.tree.partitions
        implied = partition or node is None or not (node.own or node.items) or not group.key
        label = noun(self.tree.label(group.key).rsplit("/", 1)[-1])
        if partition:
            kind = param_noun(group.params[-1])
        if not kind or (implied and kind not in self.kinds.records):
            kind = param_noun(group.params[-1])
            kind = label if kind == "id" and label else kind
        made: Json = {"kind": kind, "params": [names.get(("path", param), param) for param in group.params]}
        if implied and kind not in self.kinds.records:
            return made | {"implied": True}
        fields = self._fields(draft, group.key, kind, group.params, names)
        return made | ({"fields": fields} if fields else {})

    def _fields(self, draft: Draft, key: Key, kind: str, params: tuple[str, ...], names: Names) -> Json:
        item = self.item_schema(self.kinds.home.get(kind, key)) or self.item_schema(key)
        found = fields_of(self.store, kind, item, draft, params)
        return {names.get(("path", param), param): field for param, field in sorted(found.items())}

    def item_schema(self, key: Key) -> Json:
        """The schema of one item of a collection, from whoever answers one."""
        node = self.tree.nodes.get(key)
        if node is None:
            return {}
        hints = self._hints(key)
        for method in ("GET", "PATCH", "PUT", "POST"):
            if method in node.items and node.items[method].result:
                return self.answers.item(node.items[method].result, hints)[1]
        if "GET" in node.own:
            listing = self.tree.listing(node.own["GET"], has_items=True, hints=hints)
            return listing.item if listing is not None else self.answers.item(node.own["GET"].result, hints)[1]
        return self.answers.item(node.own["POST"].result, hints)[1] if "POST" in node.own else {}

    def _set_answer(self, draft: Draft, effect: Json, hints: tuple[str, ...]) -> None:
        """Where the list or the item stands in the answer, and how a list pages."""
        verb = effect["verb"]
        if verb in ("list", "search") or effect.get("many"):
            listing = self.tree.listing(draft, has_items=True, hints=hints)
            if listing is not None:
                effect["list_at"] = listing.at
            if verb in ("list", "search"):
                effect.setdefault("list_at", "")
                effect["paging"] = paging_of(draft, self.store, effect["list_at"])
                home = self.kinds.home.get(effect["kind"])
                if home is not None and home != self.tree.places[id(draft)].key:
                    effect["view"] = True
        elif draft.result and verb in ANSWERING:
            found = self.answers.listing(draft.result, hints)
            if found is not None and found.strength == 5:
                effect["list_at"] = ""
                return
            at, _ = self.answers.item(draft.result, hints)
            effect |= {"item_at": at} if at else {}

    def _take_identity(self, draft: Draft, effect: Json) -> None:
        """A required id in the query, or for an act in the body, names the item: `GET /user?accountId=`."""
        if effect["verb"] == "act":
            named = ("id", f"{effect['kind']}_id")
            body = [name for name, each in draft.named().items() if each.place == "body" and each.required]
            effect["identity"] = [name for name in body if snake(name) in named][:1]
            return
        if effect["verb"] not in ("read_singleton", "delete", "write_singleton", "update") or "list_at" in effect:
            return
        query = {name: each for name, each in draft.named().items() if each.place == "query" and each.required}
        found = [name for name, each in query.items() if _names_item(each, effect["kind"])]
        if len(found) != 1:
            return
        effect["identity"] = found
        partial = effect.pop("partial", False)
        for mark in ("singleton", "all"):
            effect.pop(mark, None)
        renamed = {"read_singleton": "read", "write_singleton": "update" if partial else "replace"}
        effect["verb"] = renamed.get(effect["verb"], effect["verb"])

    def _set_body(self, draft: Draft, effect: Json, key: Key) -> None:
        """What an action sets, and where in the body the item stands: `{"ticket": {…}}`, `{"data": {…}}`."""
        if effect["verb"] == "act":
            item = self.item_schema(self.kinds.home.get(effect["kind"], key)) or self.item_schema(key)
            draft.item = item
            effect |= sets_of(self.store, item, effect["action"])
        body = [(name, each) for name, each in draft.named().items() if each.place == "body"]
        if effect["verb"] in ("create", "update", "replace", "write_singleton") and len(body) == 1:
            name, each = body[0]
            kind = effect["kind"]
            named = snake(name) in (kind, kind.rsplit("_", 1)[-1], "data", "input", "item")
            if named and not each.whole and "object" in self.store.types(each.schema):
                effect["body_at"] = name


def _names_item(argument: Argument, kind: str) -> bool:
    words = split_words(argument.wire)
    return bool(words) and (words[-1] in ("id", "key", "uuid", "slug") or "_".join(words) == kind)
