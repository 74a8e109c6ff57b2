"""The effect of an operation with a method and a path: what it does to which kind, below which parents."""

from .answers import Answers
from .draft import Argument, Draft
from .fields import fields_of
from .kinds import Kinds, param_noun
from .paging import paging_of
from .places import PARAM, Place, Tree
from .report import Json
from .settings_of import sets_of
from .words import ACTIONS, VERBS, is_plural, noun, singular, snake, split_words, verb_of

SELF_WORDS = frozenset("me self myself viewer whoami current_user current authenticated_user".split())
PICKS = frozenset("latest default current primary newest last first active next".split())
SEARCH_WORDS = frozenset("search query find lookup searches filter autocomplete suggest typeahead".split())
COUNT_WORDS = frozenset("count counts total approximate_count counters".split())
BINARY = ("application/octet-stream", "application/zip", "application/pdf", "image/", "audio/", "video/", "text/csv",
          "application/gzip", "application/x-tar", "application/vnd.openxml", "multipart/form-data")  # fmt: skip
BATCH_WORDS = frozenset("batch bulk many multiple multi batch_create batch_update batch_delete".split())
BATCH_VERBS = {
    "create": "create", "add": "create", "insert": "create", "read": "read", "get": "read", "update": "update",
    "patch": "update", "modify": "update", "delete": "delete", "archive": "delete", "remove": "delete",
    "upsert": "replace", "edit": "update", "destroy": "delete",
}  # fmt: skip


class RestRules:
    """Decides for one draft after the other; all of a vendor's drafts are known through the tree."""

    def __init__(self, tree: Tree, kinds: Kinds, answers: Answers) -> None:
        self.tree = tree
        self.kinds = kinds
        self.answers = answers
        self.store = answers.store

    def place(self, draft: Draft) -> None:
        """Sets the draft's effect, or the reason why it is refused."""
        place = self.tree.places[id(draft)]
        effect = self._on_item(draft, place) if place.identity and not place.action else self._on_node(draft, place)
        if effect is None:
            draft.refused = "no rule places it: neither path nor name nor answer tells what it does"
            return
        draft.effect = self._completed(draft, place, effect)

    def _verb(self, draft: Draft) -> str:
        return "" if draft.named_by_path else verb_of(draft.name)[0]

    def _on_item(self, draft: Draft, place: Place) -> Json | None:
        node = self.tree.nodes[place.key]
        word = self._verb(draft)
        meaning = VERBS.get(word, "")
        if draft.method in ("GET", "HEAD"):
            found = self.tree.listing(draft, has_items=False)
            if found is not None and (found.strength == 5 or meaning in ("list", "search")):
                return {"verb": "list"}
            return {"verb": "download" if self._is_binary(draft) else "read"}
        if draft.method == "DELETE":
            return {"verb": "delete"}
        if draft.method == "PATCH":
            return {"verb": "update"}
        if draft.method == "PUT":
            made: Json = {"verb": "replace" if meaning != "update" or "PATCH" in node.items else "update"}
            return made | ({"upsert": True} if "POST" not in node.own and made["verb"] == "replace" else {})
        if draft.method == "POST":
            if meaning == "create" and not {"PUT", "PATCH"} & node.items.keys() and "GET" not in node.items:
                return {"verb": "create"}
            if meaning == "update" or (word in ("", "post") or not word) or "GET" in node.items and word not in ACTIONS:
                return {"verb": "update"} if not {"PUT", "PATCH"} & node.items.keys() or meaning == "update" else None
            if meaning == "create":
                return {"verb": "create", "upsert": True}
            return {"verb": "act", "action": word}
        return None

    def _on_node(self, draft: Draft, place: Place) -> Json | None:
        if place.action:
            return self._action_verb(draft, place, place.action)
        if not place.key or place.key[-1] == PARAM:
            last = ""
        else:
            last = snake(place.key[-1])
        batch = self._batch(draft, place, last)
        if batch is not None:
            return batch
        rule = {"GET": self._get, "HEAD": self._get, "POST": self._post, "DELETE": self._delete}.get(draft.method, self._put)
        return rule(draft, place, last)

    def _batch(self, draft: Draft, place: Place, last: str) -> Json | None:
        """`/batch/create`, `/bulk`: the operation for each element of a list."""
        labels = [snake(word) for word in self.tree.label(place.key).split("/")]
        marked = bool(BATCH_WORDS & set(labels[-2:]))
        verb = BATCH_VERBS.get(last) or (BATCH_VERBS.get(self._verb(draft)) if last in BATCH_WORDS else None)
        many = self._list_argument(draft)
        if not marked or draft.method == "GET" or not verb or not many:
            return None
        return {"verb": verb, "many": many}

    def _list_argument(self, draft: Draft) -> str:
        """The body argument that holds several things, where there is exactly one."""
        named = draft.named()
        lists = [name for name, each in named.items() if each.place == "body" and "array" in self.store.types(each.schema)]
        return lists[0] if len(lists) == 1 else ""

    def _get(self, draft: Draft, place: Place, last: str) -> Json | None:
        node = self.tree.nodes[place.key]
        has_items = bool(node.items) or self.tree.has_items(place.key)
        words = set(split_words(last))
        meaning = VERBS.get(self._verb(draft), "")
        if last in COUNT_WORDS or words & {"count"}:
            return {"verb": "count"}
        if self._is_binary(draft) or last in ("download", "export"):
            return {"verb": "download"}
        listing = self.tree.listing(draft, has_items=has_items)
        if SEARCH_WORDS & words or meaning == "search" and listing is not None:
            return {"verb": "search"}
        if last in SELF_WORDS or (last in ("user", "account", "profile") and not place.parents and self._is_person(draft)):
            return {"verb": "read", "self": True}
        if listing is not None:
            return {"verb": "list"}
        if last in PICKS and place.key[:-1] in self.kinds.of and (*place.key[:-1], PARAM) in self.tree.by_key:
            return {"verb": "read", "pick": last}
        if has_items and not draft.result and not draft.named_by_path and meaning not in ("read",):
            return {"verb": "list"}
        if has_items and (meaning == "list" or not self.store.shape(draft.result).properties):
            return {"verb": "list"}
        return {"verb": "read_singleton"}

    def _is_person(self, draft: Draft) -> bool:
        named = self.answers.noun(self.answers.item(draft.result)[1])
        return bool({"user", "account", "person", "member"} & set(named.split("_")))

    def _is_binary(self, draft: Draft) -> bool:
        if draft.results and all(status.startswith("3") for status in draft.results):
            return True
        return bool(draft.produces) and all(name.startswith(BINARY) for name in draft.produces)

    def _post(self, draft: Draft, place: Place, last: str) -> Json | None:
        node = self.tree.nodes[place.key]
        word = self._verb(draft)
        meaning = VERBS.get(word, "")
        words = split_words(last)
        listed = self.tree.listing(draft, has_items=True) is not None
        if last in COUNT_WORDS or words[-1:] == ["count"] or meaning == "count":
            return {"verb": "count"}
        if SEARCH_WORDS & set(words) or (meaning in ("search", "list") and listed):
            return {"verb": "search"}
        if self._is_binary(draft) and meaning in ("download", "read", "list"):
            return {"verb": "download"}
        uploads = {"multipart/form-data", "application/octet-stream"} & set(draft.consumes)
        collection = bool(node.items) or "GET" in node.own and self.tree.is_list(node.own["GET"], has_items=False)
        if meaning == "delete":
            return self._acting(draft, place, word, last) if not collection else {"verb": "delete", "all": True}
        if collection or self.tree.has_items(place.key):
            return {"verb": "upload"} if uploads and "application/json" not in draft.consumes else {"verb": "create"}
        if "GET" in node.own or {"PUT", "PATCH"} & node.own.keys():
            return {"verb": "write_singleton", "partial": True}
        is_verb = last in ACTIONS or words[:1] and words[0] in ACTIONS and not is_plural(words[-1])
        if uploads and "application/json" not in draft.consumes and not is_verb:
            return {"verb": "upload"}
        if is_verb or (place.after_item and word in ACTIONS):
            return self._acting(draft, place, word, last)
        if meaning == "create" or is_plural(words[-1] if words else "") or self._makes_record(draft):
            return {"verb": "create"}
        if place.after_item or meaning == "update" or words and words[0] in VERBS:
            return self._acting(draft, place, word, last)
        return {"verb": "none"} if draft.result or draft.results else None

    def _makes_record(self, draft: Draft) -> bool:
        """The answer is a thing with an id."""
        _, schema = self.answers.item(draft.result)
        return bool({"id", "uuid", "_id"} & self.store.shape(schema).properties.keys())

    def _put(self, draft: Draft, place: Place, last: str) -> Json | None:
        node = self.tree.nodes[place.key]
        word = self._verb(draft)
        partial = {"partial": True} if draft.method == "PATCH" else {}
        if last in SELF_WORDS or (last in ("user", "account") and not place.parents and self._is_person(draft)):
            return {"verb": "update", "self": True}
        own = node.own.get("GET")
        if own is not None and self.tree.is_list(own, has_items=bool(node.items)):
            many = self._list_argument(draft)
            if many:
                return {"verb": "update" if partial else "replace", "many": many}
            return {"verb": "update" if partial else "replace", "all": True}
        words = split_words(last)
        if own is None and (last in ACTIONS or words[:1] and words[0] in ACTIONS and not is_plural(words[-1])):
            return self._acting(draft, place, word, last)
        if node.items and self._list_argument(draft):
            return {"verb": "update" if partial else "replace", "many": self._list_argument(draft)}
        if own is None and place.after_item and word in ACTIONS and VERBS.get(word, "") != "update":
            return self._acting(draft, place, word, last)
        return {"verb": "write_singleton", **partial}

    def _delete(self, draft: Draft, place: Place, last: str) -> Json | None:
        node = self.tree.nodes[place.key]
        word = self._verb(draft)
        other = node.own.get("PUT") or node.own.get("POST")
        if last in SELF_WORDS:
            return {"verb": "delete", "self": True}
        if other is not None and "GET" not in node.own and not node.items:
            effect = self._put(other, place, last) if other.method == "PUT" else self._post(other, place, last)
            if effect is not None and effect["verb"] == "act":
                action = word if word in ACTIONS and VERBS.get(word) != "delete" else "un" + last
                return self._acting(draft, place, action, action)
        if node.items or "GET" in node.own and self.tree.is_list(node.own["GET"], has_items=bool(node.items)):
            many = self._list_argument(draft)
            return {"verb": "delete", "many": many} if many else {"verb": "delete", "all": True}
        if self._list_argument(draft) and is_plural(last):
            return {"verb": "delete", "many": self._list_argument(draft)}
        if "GET" in node.own or other is not None or not place.after_item or word in ("", "delete", "remove"):
            return {"verb": "delete", "singleton": True}
        return self._acting(draft, place, word, last)

    def _action_verb(self, draft: Draft, place: Place, action: str) -> Json | None:
        """A verb behind a colon: `/messages:batchDelete`, `/spaces/{id}:complete`."""
        words = split_words(action)
        rest = [word for word in words if word not in ("batch", "bulk")]
        if len(rest) < len(words) and rest and rest[0] in BATCH_VERBS:
            many = self._list_argument(draft)
            by_query = [name for name, each in draft.named().items() if "array" in self.store.types(each.schema)]
            return {"verb": BATCH_VERBS[rest[0]], "many": many or (by_query or [""])[0]}
        if SEARCH_WORDS & set(words):
            return {"verb": "search"}
        if words[0] in ("count",):
            return {"verb": "count"}
        if words[0] in ("list",) or draft.method == "GET" and self.tree.listing(draft, has_items=True):
            return {"verb": "list"}
        if words[0] in ("create", "add", "import", "upload") and not place.identity:
            return {"verb": "create"}
        if draft.method == "GET":
            return {"verb": "download" if self._is_binary(draft) else "read"}
        return {"verb": "act", "action": snake(action)}

    def _acting(self, draft: Draft, place: Place, word: str, last: str) -> Json:
        """An action on the item before, or on the whole collection before."""
        action = snake(last)
        if word in ACTIONS and VERBS.get(word) != "create" and action not in ACTIONS:
            action = snake("_".join([word, *verb_of(draft.name)[1]])) if word not in action.split("_") else action
        return {"verb": "act", "action": action, "on": "before"}

    def _completed(self, draft: Draft, place: Place, effect: Json) -> Json:
        """The effect with its kind, parents, identity, places in the answer and paging."""
        names = {(each.place, each.wire): name for name, each in draft.named().items()}
        parents, identity, key = list(place.parents), place.identity, place.key
        verb = effect["verb"]
        before = effect.pop("on", "") == "before" or verb == "count" or effect.get("pick") or effect.get("self")
        literal = verb in ("search", "create", "update", "read", "delete", "replace") and self._is_operator(place)
        if (before or literal) and not identity:
            if place.after_item and verb not in ("search", "create", "count") and parents:
                group = parents.pop()
                key, identity = group.key, group.params
            elif len(key) > 1:
                key = key[:-1]
                while len(key) > 1 and key[-1] != PARAM and key not in self.kinds.of:
                    key = key[:-1]
        made = dict(effect)
        hints = self._hints(key)
        made["kind"] = self._kind(draft, key, verb, hints)
        made["parents"] = [self._parent(draft, group, names) for group in parents]
        made["identity"] = [names.get(("path", param), param) for param in identity]
        self._set_answer(draft, made, hints)
        self._set_identity_fields(draft, made, identity, names)
        if verb == "act":
            made |= sets_of(self.store, self._item_schema(draft, key, made), made["action"])
        if made["verb"] in ("create", "update", "replace", "write_singleton"):
            body_at = self._body_at(draft, made["kind"])
            made |= {"body_at": body_at} if body_at else {}
        if self._is_view(made, key):
            made["view"] = True
        return made

    def _is_operator(self, place: Place) -> bool:
        """The last word is what is done, not a thing: search, batch, create."""
        if not place.key or place.key[-1] == PARAM or place.key in self.kinds.of and self.tree.nodes[place.key].items:
            return False
        last = snake(place.key[-1])
        return last in SEARCH_WORDS or last in BATCH_WORDS or last in BATCH_VERBS

    def _hints(self, key: tuple[str, ...]) -> tuple[str, ...]:
        kind = self.kinds.of.get(key, "")
        label = snake(self.tree.label(key).rsplit("/", 1)[-1]) if key else ""
        return tuple(word for word in (kind, label, singular(label), kind.rsplit("_", 1)[-1]) if word)

    def _kind(self, draft: Draft, key: tuple[str, ...], verb: str, hints: tuple[str, ...]) -> str:
        if verb in ("search", "list") or key not in self.kinds.of:
            listing = self.tree.listing(draft, has_items=True, hints=hints)
            found = self.answers.noun(listing.item) if listing is not None else ""
            if found in self.kinds.records or (found and key not in self.kinds.of):
                if key not in self.kinds.of or not self.tree.nodes[key].items:
                    return self.kinds.overrides.kind(found)
        return self.kinds.of.get(key) or noun("_".join(self.tree.label(key).split("/"))) or "item"

    def _parent(self, draft: Draft, group: object, names: dict[tuple[str, str], str]) -> Json:
        key, params = group.key, group.params  # type: ignore[attr-defined]
        kind = self.kinds.of.get(key, "")
        node = self.tree.nodes.get(key)
        implied = node is None or not (node.own or node.items)
        if implied or not key or key[-1] == PARAM and kind not in self.kinds.records:
            kind = kind or param_noun(params[-1])
        made: Json = {"kind": kind, "params": [names.get(("path", param), param) for param in params]}
        if implied and kind not in self.kinds.records:
            made["implied"] = True
        else:
            fields = self._fields(draft, key, kind, params, names)
            made |= {"fields": fields} if fields else {}
        return made

    def _fields(self, draft: Draft, key: tuple[str, ...], kind: str, params: tuple[str, ...], names: dict[tuple[str, str], str]) -> Json:
        item = self.item_schema(self.kinds.home.get(kind, key)) or self.item_schema(key)
        found = fields_of(self.store, kind, item, draft, params)
        return {names.get(("path", param), param): field for param, field in sorted(found.items())}

    def item_schema(self, key: tuple[str, ...]) -> Json:
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
        if "POST" in node.own:
            return self.answers.item(node.own["POST"].result, hints)[1]
        return {}

    def _item_schema(self, draft: Draft, key: tuple[str, ...], effect: Json) -> Json:
        return self.item_schema(self.kinds.home.get(effect["kind"], key)) or self.item_schema(key)

    def _set_answer(self, draft: Draft, made: Json, hints: tuple[str, ...]) -> None:
        verb = made["verb"]
        if verb in ("list", "search") or made.get("many"):
            listing = self.tree.listing(draft, has_items=True, hints=hints)
            if listing is not None:
                made["list_at"] = listing.at
            elif verb in ("list", "search"):
                made["list_at"] = ""
            if verb in ("list", "search"):
                made["paging"] = paging_of(draft, self.store, made["list_at"])
            return
        if draft.result and verb in ("create", "read", "update", "replace", "act", "delete", "read_singleton", "write_singleton", "upload"):
            found = self.answers.listing(draft.result, hints)
            if found is not None and found.strength == 5:
                made["list_at"] = ""
                return
            at, _ = self.answers.item(draft.result, hints)
            if at:
                made["item_at"] = at

    def _set_identity_fields(self, draft: Draft, made: Json, identity: tuple[str, ...], names: dict[tuple[str, str], str]) -> None:
        if identity:
            fields = self._fields(draft, self.tree.places[id(draft)].key, made["kind"], identity, names)
            made |= {"fields": fields} if fields else {}
        elif made["verb"] in ("read_singleton", "delete", "write_singleton", "update") and not made.get("many"):
            self._take_query_identity(draft, made)

    def _take_query_identity(self, draft: Draft, made: Json) -> None:
        """A required id in the query names the item: `GET /user?accountId=`."""
        found: list[str] = []
        for name, each in draft.named().items():
            if each.place == "query" and each.required and _names_item(each, made["kind"]):
                found.append(name)
        if len(found) == 1 and made.get("list_at") is None:
            made["identity"] = found
            made["verb"] = {"read_singleton": "read", "write_singleton": "replace"}.get(made["verb"], made["verb"])
            for mark in ("singleton", "all", "partial"):
                if made.pop(mark, None) and mark == "partial":
                    made["verb"] = "update"

    def _body_at(self, draft: Draft, kind: str) -> str:
        """The one body argument that holds the item: `{"ticket": {…}}`, `{"data": {…}}`."""
        body = {name: each for name, each in draft.named().items() if each.place == "body"}
        if len(body) == 1:
            (name, each), = body.items()
            if not each.whole and "object" in self.store.types(each.schema) and snake(name) in (kind, kind.rsplit("_", 1)[-1], "data", "input", "item"):
                return name
        return ""

    def _is_view(self, made: Json, key: tuple[str, ...]) -> bool:
        home = self.kinds.home.get(made["kind"])
        return made["verb"] in ("list", "search") and home is not None and home != key


def _names_item(argument: Argument, kind: str) -> bool:
    words = split_words(argument.wire)
    return bool(words) and (words[-1] in ("id", "key", "uuid", "slug") or "_".join(words) == kind)
