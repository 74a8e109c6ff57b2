"""The verb of an operation with a method and a path: what it does, before anyone asks to what."""

from collections.abc import Callable

from .answers import Answers
from .draft import Draft
from .kinds import Kinds
from .listed import listed_set
from .outcomes import sets_of
from .places import PARAM, Node, Place, Tree
from .report import Json
from .words import ACTIONS, VERBS, is_plural, noun, snake, split_words, verb_of

SELF_WORDS = listed_set("me self myself viewer whoami current_user authenticated_user")
PERSON_WORDS = listed_set("user account profile")
PICKS = listed_set("latest default current primary newest last first active next")
SEARCH_WORDS = listed_set("search query find lookup searches filter autocomplete suggest typeahead")
COUNT_WORDS = listed_set("count counts total approximate_count counters")
LINKING = frozenset(("add", "remove", "set", "attach", "detach", "assign", "unassign"))
COPY_WORDS = listed_set("fork clone copy duplicate")
BATCH_WORDS = listed_set("batch bulk many multiple multi")
MANY_WORDS = ("inputs", "ids", "items", "records", "requests", "operations", "data", "entries", "body")
BATCH_VERBS = {
    "create": "create", "add": "create", "insert": "create", "read": "read", "get": "read", "update": "update",
    "patch": "update", "modify": "update", "delete": "delete", "archive": "delete", "remove": "delete",
    "upsert": "replace", "edit": "update", "destroy": "delete",
}  # fmt: skip
BINARY = (
    "application/octet-stream", "application/zip", "application/pdf", "image/", "audio/", "video/", "text/csv",
    "application/gzip", "application/x-tar", "application/vnd.openxml", "multipart/form-data",
)  # fmt: skip
FILES = frozenset(("multipart/form-data", "application/octet-stream"))


class Verbs:
    """Decides by method, last word, id and answer; `on: before` says that the verb acts on what stands before it."""

    def __init__(self, tree: Tree, kinds: Kinds, answers: Answers, item_of: Callable[[tuple[str, ...]], Json]) -> None:
        self.tree = tree
        self.kinds = kinds
        self.answers = answers
        self.store = answers.store
        self.item_of = item_of

    def of(self, draft: Draft) -> Json | None:
        """The beginning of an effect, or nothing where no rule fits."""
        place = self.tree.places[id(draft)]
        if place.action:
            return self._behind_colon(draft, place, place.action)
        if place.identity and self._acts_with(draft, place):
            return {"verb": "act", "action": snake(place.key[-1]), "on": "before"}
        if place.identity:
            return self._on_item(draft, self.tree.nodes[place.key])
        last = snake(place.key[-1]) if place.key and place.key[-1] != PARAM else ""
        batch = self._batch(draft, place, last)
        if batch is not None:
            return batch
        rules = {"GET": self._get, "HEAD": self._get, "POST": self._post, "DELETE": self._delete}
        return rules.get(draft.method, self._put)(draft, place, last)

    def _acts_with(self, draft: Draft, place: Place) -> bool:
        """An action whose last argument stands in the path: `/tabs/{id}/move/{position}`."""
        if draft.method not in ("POST", "PUT") or not self._is_action(snake(place.key[-1])):
            return False
        return place.key[-2:-1] == (PARAM,) and "GET" not in self.tree.nodes[place.key].items

    def word(self, draft: Draft) -> str:
        return "" if draft.named_by_path else verb_of(draft.name)[0]

    def list_argument(self, draft: Draft) -> str:
        """The body argument that holds several things, where it is plain which one does."""
        body = {name: each for name, each in draft.named().items() if each.place == "body"}
        lists = {name: each for name, each in body.items() if "array" in self.store.types(each.schema)}
        if len(lists) == 1:
            return next(iter(lists))
        things = [
            name
            for name, each in lists.items()
            if "object" in self.store.types(self.store.resolve(each.schema).get("items", {}))
        ]
        return next((name for name in MANY_WORDS if name in lists), things[0] if len(things) == 1 else "")

    def is_binary(self, draft: Draft) -> bool:
        if draft.results and all(status.startswith("3") for status in draft.results):
            return True
        return bool(draft.produces) and all(name.startswith(BINARY) for name in draft.produces)

    def _on_item(self, draft: Draft, node: Node) -> Json | None:
        word = self.word(draft)
        meaning = VERBS.get(word, "")
        if draft.method in ("GET", "HEAD"):
            found = self.tree.listing(draft, has_items=False)
            if found is not None and (found.strength == 5 or meaning in ("list", "search")):
                return {"verb": "list", "below": True}
            return {"verb": "download" if self.is_binary(draft) else "read"}
        if draft.method == "DELETE":
            return {"verb": "delete"}
        if draft.method == "PATCH":
            return {"verb": "update"}
        if draft.method == "PUT":
            if "POST" not in node.own and meaning != "update":
                return {"verb": "replace", "upsert": True}
            if "PATCH" in node.items:
                return {"verb": "replace", "whole": True}
            needed = meaning != "update" and any(each.required and each.place == "body" for each in draft.arguments)
            return {"verb": "replace" if needed or word in ("replace", "put", "overwrite", "upsert") else "update"}
        if draft.method != "POST":
            return None
        others = {"PUT", "PATCH"} & node.items.keys()
        if meaning == "create":
            return {"verb": "create"} | ({} if not others and "GET" not in node.items else {"upsert": True})
        if meaning == "update" or (not others and word not in ACTIONS):
            return {"verb": "update"}
        return {"verb": "act", "action": word} if word in ACTIONS else {"verb": "update"}

    def _batch(self, draft: Draft, place: Place, last: str) -> Json | None:
        """`/batch/create`, `/bulk`: the operation for each element of a list."""
        labels = [snake(word) for word in self.tree.label(place.key).split("/")][-2:]
        marked = bool(BATCH_WORDS & {word for label in labels for word in label.split("_")})
        words = [word for word in last.split("_") if word not in BATCH_WORDS]
        word = words[0] if words else self.word(draft)
        verb, many = BATCH_VERBS.get(word), self.list_argument(draft)
        marked = marked or (len(words) == 1 and place.key[:-1] in self.kinds.of and place.key[-2:-1] != (PARAM,))
        if not marked or draft.method == "GET" or not verb or not many:
            return None
        return {"verb": verb, "many": many, "on": "before"} | ({"upsert": True} if word == "upsert" else {})

    def _get(self, draft: Draft, place: Place, last: str) -> Json | None:
        node = self.tree.nodes[place.key]
        has_items = bool(node.items) or self.tree.has_items(place.key)
        meaning = VERBS.get(self.word(draft), "")
        if last in COUNT_WORDS or "count" in last.split("_"):
            return {"verb": "count", "on": "before"}
        if self.is_binary(draft) or last in ("download", "export"):
            return {"verb": "download"}
        listing = self.tree.listing(draft, has_items=has_items)
        if SEARCH_WORDS & set(last.split("_")) or (meaning == "search" and listing is not None):
            return {"verb": "search"}
        if self._is_self(draft, place, last):
            return {"verb": "read", "self": True}
        if listing is not None:
            return {"verb": "list"}
        if last in PICKS and place.key[:-1] in self.kinds.of and (*place.key[:-1], PARAM) in self.tree.by_key:
            return {"verb": "read", "pick": last}
        if has_items and (meaning == "list" or not self.store.shape(draft.result).properties) and meaning != "read":
            return {"verb": "list"}
        sets = {} if draft.result else self._sets(place, last)
        if not (draft.result or sets or place.parents or has_items or node.own.keys() - {"GET", "HEAD"}):
            return {"verb": "none"}
        return {"verb": "read", "checks": sets, "on": "before"} if sets else {"verb": "read_singleton"}

    def _sets(self, place: Place, last: str) -> Json:
        """What the action behind an item sets on it."""
        if not place.after_item or not place.parents:
            return {}
        sets: Json = sets_of(self.store, self.item_of(place.parents[-1].key), last).get("sets", {})
        return sets

    def _is_self(self, draft: Draft, place: Place, last: str) -> bool:
        """The caller's own record: `/me`, `/users/me`, and `/user` where it answers a person."""
        if last in SELF_WORDS:
            return True
        if last not in PERSON_WORDS or place.parents:
            return False
        at, schema = self.answers.item(draft.result, tuple(PERSON_WORDS))
        named = {*self.answers.noun(schema).split("_"), at.rsplit(".", 1)[-1]}
        own_words = {"authenticated", "myself", "me", "current", "authorized"} & set(split_words(draft.name))
        return bool({"user", "account", "person", "member"} & named or own_words)

    def _is_action(self, last: str) -> bool:
        words = last.split("_")
        return last in ACTIONS or (words[0] in ACTIONS and not is_plural(words[-1]))

    def _post(self, draft: Draft, place: Place, last: str) -> Json | None:
        node = self.tree.nodes[place.key]
        word = self.word(draft)
        meaning = VERBS.get(word, "")
        words = last.split("_")
        if last in COUNT_WORDS or words[-1] == "count" or meaning == "count":
            return {"verb": "count", "on": "before"}
        listed = self.tree.listing(draft, has_items=True) is not None
        if SEARCH_WORDS & set(words) or (meaning in ("search", "list") and listed):
            return {"verb": "search"}
        if last in ("read", "list", "get", "fetch", "query") and listed:
            many = self.list_argument(draft)
            return {"verb": "read", "many": many, "on": "before"} if many else {"verb": "list", "on": "before"}
        if self.is_binary(draft) and meaning in ("download", "read", "list"):
            return {"verb": "download"}
        if word != "create" and words[0] not in COPY_WORDS and self._answers_parent(draft, place):
            return self._acting(draft, place, word, last)
        collection = bool(node.items) or ("GET" in node.own and self.tree.is_list(node.own["GET"], has_items=False))
        if meaning == "delete":
            return {"verb": "delete", "all": True} if collection else self._acting(draft, place, word, last)
        is_file = bool(FILES & set(draft.consumes)) and "application/json" not in draft.consumes
        if collection or self.tree.has_items(place.key):
            return {"verb": "upload" if is_file else "create"}
        if "GET" in node.own or {"PUT", "PATCH"} & node.own.keys():
            return {"verb": "write_singleton", "partial": True}
        return self._post_alone(draft, place, last, is_file=is_file)

    def _post_alone(self, draft: Draft, place: Place, last: str, *, is_file: bool) -> Json | None:
        """A POST where nothing else is: an action, a thing made, a file sent, or mere reckoning."""
        word = self.word(draft)
        meaning = VERBS.get(word, "")
        words = last.split("_")
        if words[0] in COPY_WORDS or (word in COPY_WORDS and place.after_item):
            return {"verb": "create", "copies": True, "on": "before"}
        if self._is_action(last) or (place.after_item and word in ACTIONS and meaning != "create"):
            return self._acting(draft, place, word, last)
        if is_file:
            return {"verb": "upload"}
        if meaning == "create" and place.after_item and word in ACTIONS and not is_plural(words[-1]):
            return self._acting(draft, place, word, last)
        if meaning == "create" or is_plural(words[-1]) or self._makes_record(draft):
            return {"verb": "create"}
        if place.after_item or meaning == "update" or words[0] in VERBS:
            return self._acting(draft, place, word, last)
        if not draft.result and any(each.place == "body" for each in draft.arguments):
            return {"verb": "create"}
        return {"verb": "none"} if draft.results else None

    def _answers_parent(self, draft: Draft, place: Place) -> bool:
        """The answer is the item before: what is posted changes that item."""
        if not place.after_item or not place.parents or not draft.result:
            return False
        parent = self.kinds.of.get(place.parents[-1].key, "")
        named = self.answers.noun(self.answers.item(draft.result, (parent,))[1])
        return bool(named) and named == parent and noun(place.key[-1]) != parent

    def _makes_record(self, draft: Draft) -> bool:
        """The answer is a thing with an id."""
        _, schema = self.answers.item(draft.result)
        return bool({"id", "uuid", "_id"} & self.store.shape(schema).properties.keys())

    def _put(self, draft: Draft, place: Place, last: str) -> Json | None:
        node = self.tree.nodes[place.key]
        word = self.word(draft)
        partial = {"partial": True} if draft.method == "PATCH" else {}
        verb = "update" if partial else "replace"
        if self._is_self(draft, place, last):
            return {"verb": "update", "self": True}
        own = node.own.get("GET")
        many = self.list_argument(draft)
        if own is not None and self.tree.is_list(own, has_items=bool(node.items)):
            return {"verb": verb, "many": many} if many else {"verb": verb, "all": True}
        if (own is None and self._is_action(last)) or (own is not None and not own.result and self._sets(place, last)):
            return self._acting(draft, place, word, last)
        if node.items and many:
            return {"verb": verb, "many": many}
        if own is None and place.after_item and (last.split("_")[0] in VERBS or word in ACTIONS):
            return self._acting(draft, place, word, last)
        return {"verb": "write_singleton", **partial}

    def _delete(self, draft: Draft, place: Place, last: str) -> Json | None:
        node = self.tree.nodes[place.key]
        word = self.word(draft)
        other = node.own.get("PUT") or node.own.get("POST")
        many = self.list_argument(draft)
        if last in SELF_WORDS:
            return {"verb": "delete", "self": True}
        if other is not None and not node.items:
            effect = self._put(other, place, last) if other.method == "PUT" else self._post(other, place, last)
            if effect is not None and effect["verb"] == "act":
                undo = word if word in ACTIONS or word == "remove" else "un" + last
                return self._acting(draft, place, undo, last if undo == "remove" else undo)
        if node.items or ("GET" in node.own and self.tree.is_list(node.own["GET"], has_items=bool(node.items))):
            return {"verb": "delete", "many": many} if many else {"verb": "delete", "all": True}
        if many and is_plural(last):
            return {"verb": "delete", "many": many}
        if "GET" in node.own or other is not None or not place.after_item or word in ("", "delete", "remove"):
            return {"verb": "delete", "singleton": True}
        return self._acting(draft, place, word, last)

    def _behind_colon(self, draft: Draft, place: Place, action: str) -> Json | None:
        """A verb behind a colon: `/messages:batchDelete`, `/spaces/{id}:complete`."""
        words = split_words(action)
        rest = [word for word in words if word not in BATCH_WORDS]
        if len(rest) < len(words) and rest and rest[0] in BATCH_VERBS:
            lists = [name for name, each in draft.named().items() if "array" in self.store.types(each.schema)]
            return {"verb": BATCH_VERBS[rest[0]], "many": self.list_argument(draft) or (lists or [""])[0]}
        if SEARCH_WORDS & set(words):
            return {"verb": "search"}
        if words[0] == "count":
            return {"verb": "count"}
        if words[0] == "list" or (draft.method == "GET" and self.tree.listing(draft, has_items=True) is not None):
            return {"verb": "list"}
        if words[0] in ("create", "add", "import", "upload") and not place.identity:
            return {"verb": "create"}
        if draft.method == "GET":
            return {"verb": "download" if self.is_binary(draft) else "read"}
        return {"verb": "act", "action": snake(action)}

    def _acting(self, draft: Draft, place: Place, word: str, last: str) -> Json:
        """An action on the item before, or on the whole collection before."""
        action = last
        if not self._is_action(last) and (word in ACTIONS or word in LINKING) and word not in last.split("_"):
            action = "_".join([word, *verb_of(draft.name)[1]])
        return {"verb": "act", "action": snake(action), "on": "before"}
