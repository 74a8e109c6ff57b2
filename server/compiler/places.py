"""Paths seen as a tree: which collection, which item, below which parents."""

import re
from dataclasses import dataclass, field

from .answers import Answers, Listing
from .draft import Draft
from .listed import listed_set
from .words import is_plural, noun, snake, verb_of

Key = tuple[str, ...]
PARAM = "{}"
VERSION = re.compile(r"(?i)(v\d+([._]\d+)?((alpha|beta)\d*)?|\d+([._]\d+)*|latest)")
SELVES = frozenset(("user", "me", "account"))
ROOTS = frozenset(("api", "rest"))


@dataclass
class Group:
    """Params that follow each other: the item `params` name within the collection at `key`."""

    key: Key
    params: tuple[str, ...]


@dataclass
class Place:
    """Where one operation stands: parents, its own collection (or singleton, or action) `key`, its `identity`."""

    parents: list[Group]
    key: Key
    identity: tuple[str, ...]
    action: str = ""

    @property
    def after_item(self) -> bool:
        """The last word follows directly on an item, as `close` in /issues/{n}/close."""
        return not self.identity and len(self.key) > 1 and self.key[-2] == PARAM


@dataclass
class Node:
    """All operations on one collection, singleton or action: by method on itself and on its items."""

    key: Key
    own: dict[str, Draft] = field(default_factory=dict)
    items: dict[str, Draft] = field(default_factory=dict)
    kind: str = ""
    label: str = ""


def segments_of(path: str) -> tuple[list[tuple[str, tuple[str, ...]]], str]:
    """Each segment's form and parameters, and the verb behind a colon at the end."""
    action = ""
    found = re.search(r":([A-Za-z][A-Za-z0-9_-]*)$", path)
    if found:
        path, action = path[: found.start()], found[1]
    made = []
    for text in path.strip("/").split("/"):
        params = tuple(re.findall(r"\{([^{}]+)\}", text))
        made.append((PARAM if params else text, params))
    return made, action


LINKING = listed_set("for in of by from to on with without at as per and")


def _object_word(words: list[str]) -> str:
    """What an operation's name speaks of: its last word before `for`, `of` and their like."""
    end = next((number for number, word in enumerate(words) if word in LINKING and number), len(words))
    return words[end - 1] if end else ""


class Tree:
    def __init__(self, drafts: list[Draft], answers: Answers) -> None:
        self.answers = answers
        self.parsed = {id(draft): segments_of(draft.path) for draft in drafts}
        self.by_key: dict[Key, dict[str, Draft]] = {}
        for draft in drafts:
            segments, action = self.parsed[id(draft)]
            if not action:
                self.by_key.setdefault(tuple(form for form, _ in segments), {})[draft.method] = draft
        self.parents_of_params = {
            key[:end] for key in self.by_key for end in range(len(key)) if key[end] == PARAM and len(key) - end <= 2
        }
        self.partitions = {
            key for key in self.parents_of_params if key and key[-1] == PARAM and self._is_partition(key)
        }
        self.places = {id(draft): self._place(draft) for draft in drafts}
        self.nodes: dict[Key, Node] = {}
        for draft in drafts:
            place = self.places[id(draft)]
            node = self.nodes.setdefault(place.key, Node(place.key))
            if not place.action:
                (node.items if place.identity else node.own)[draft.method] = draft
            for parent in place.parents:
                self.nodes.setdefault(parent.key, Node(parent.key))

    def _is_partition(self, key: Key) -> bool:
        """A param that names a collection, as the type in /objects/{type}/{id}: it is listed or created in."""
        own = self.by_key.get(key, {})
        if (
            "POST" in own
            and not {"PUT", "PATCH"} & own.keys()
            and verb_of(own["POST"].name)[0] not in ("update", "edit")
        ):
            return True
        return "GET" in own and self.is_list(own["GET"], has_items=True)

    def is_list(self, draft: Draft, *, has_items: bool) -> bool:
        return self.listing(draft, has_items=has_items) is not None

    def listing(self, draft: Draft, *, has_items: bool, hints: tuple[str, ...] = ()) -> Listing | None:
        """The list that a GET answers, if it answers one at all by its schema, name and place."""
        verb, rest = ("", []) if draft.named_by_path else verb_of(draft.name)
        segments, _ = self.parsed.get(id(draft), ([], ""))
        names = tuple(snake(form) for form, params in segments[-2:] if not params)
        found = self.answers.listing(draft.result, (*hints, *names, *(noun(name) for name in names)))
        if found is not None and found.strength == 5:
            return found
        plural = bool(names) and bool(segments) and not segments[-1][1] and noun(names[-1]) != names[-1]
        plural = plural or is_plural(_object_word(rest))
        if found is None:
            return self._unsaid(draft, names) if plural and draft.method == "GET" and not segments[-1][1] else None
        said = verb in ("list", "search", "query", "find", "index") or "search" in (form for form, _ in segments)
        needed = 1 if has_items or said else 2 if plural else 4
        return found if found.strength >= needed else None

    def _unsaid(self, draft: Draft, names: tuple[str, ...]) -> Listing | None:
        """A list by its plural name whose answer no schema describes."""
        if "200" not in draft.results or self.answers.store.shape(draft.result).properties:
            return None
        types = self.answers.store.types(draft.result)
        if types - {"object"}:
            return None
        last = names[-1] if names else "items"
        return Listing("" if not types else last if is_plural(last) else last + "s", {}, 1)

    def has_items(self, key: Key) -> bool:
        return key in self.parents_of_params

    def _place(self, draft: Draft) -> Place:
        segments, action = self.parsed[id(draft)]
        groups: list[Group] = []
        start: Key = ()
        params: list[str] = []
        for number, (_form, names) in enumerate(segments):
            here = tuple(each for each, _ in segments[: number + 1])
            if not names:
                if params:
                    groups.append(Group(start, tuple(params)))
                params, start = [], here
                continue
            params += names
            following = number + 1 < len(segments) and bool(segments[number + 1][1])
            if here in self.partitions and (following or number + 1 == len(segments)):
                groups.append(Group(start, tuple(params)))
                params, start = [], here
        return Place(groups, start, tuple(params), action)

    def label(self, key: Key) -> str:
        """Words of a key since its last param, without roots and versions: namespace and collection."""
        names: list[str] = []
        for form in reversed(key):
            if form == PARAM:
                if names:
                    break
                continue
            names.insert(0, form)
        if len(names) > 1 and names[0] in SELVES and len(names) == len(key):
            names = names[1:]
        if len(names) > 1:
            names = [name for name in names if not VERSION.fullmatch(name) and name not in ROOTS] or names
        return "/".join(names)
