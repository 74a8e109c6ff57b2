"""One stable noun per resource, shared by all operations that touch it."""

from collections import defaultdict
from dataclasses import dataclass

from .answers import Answers
from .draft import Draft
from .listed import listed
from .overrides import Overrides
from .places import PARAM, Group, Key, Node, Tree
from .words import noun, singular, snake

ENDINGS = listed("_id_or_key _id_or_slug _id _iid _slug _key _name _uuid _number _ids")
ITEM_SOURCES = (("GET", 5), ("PATCH", 4), ("PUT", 3), ("POST", 3))


@dataclass
class Claim:
    """What is known of a collection before it is named: the noun of its schema, of its path, its writers."""

    key: Key
    schema_noun: str
    path_noun: str
    reads_item: bool
    creates: bool
    changes_items: bool
    chain: tuple[str, ...]

    @property
    def matches(self) -> bool:
        """The path calls it what the schema calls it: `comments` are issue_comment."""
        return self.schema_noun == self.path_noun or self.schema_noun.endswith("_" + self.path_noun)

    @property
    def is_link(self) -> bool:
        """Members and the like: added and removed by the id of something that lives elsewhere."""
        return self.changes_items and not self.reads_item


class Kinds:
    """`of[key]` is the kind of each collection and singleton; `home[kind]` the collection where it is at home."""

    def __init__(self, tree: Tree, answers: Answers, overrides: Overrides) -> None:
        self.tree = tree
        self.answers = answers
        self.overrides = overrides
        self.of: dict[Key, str] = {}
        self.home: dict[str, Key] = {}
        self.records: set[str] = set()
        self.alias: dict[str, str] = {}
        self.readers: set[str] = set()
        self.pairs: list[tuple[str, str]] = []
        claims = [self._claim(node) for _, node in sorted(tree.nodes.items()) if self._is_collection(node)]
        for alias, read in sorted(self.pairs):
            if alias not in self.readers:
                self.alias.setdefault(alias, read)
        for claim in claims:
            claim.schema_noun = self.alias.get(claim.schema_noun, claim.schema_noun)
        self._name_collections(claims)
        self._name_shadows()
        self._name_singletons()

    def _is_collection(self, node: Node) -> bool:
        if not node.own or node.items or self.tree.has_items(node.key) or (node.key and node.key[-1] == PARAM):
            return True
        return "GET" in node.own and self.tree.is_list(node.own["GET"], has_items=False)

    def _claim(self, node: Node) -> Claim:
        words = self.tree.label(node.key).split("/")
        path_noun = noun(words[-1])
        votes: list[tuple[int, str]] = []
        reads = False
        for method, weight in ITEM_SOURCES:
            found = self._item_noun(node.items.get(method), path_noun)
            if found:
                votes.append((-weight, found))
                reads = True
        listed = node.own.get("GET")
        if listed is not None:
            listing = self.tree.listing(listed, has_items=True)
            if listing is not None and (found := self.answers.noun(listing.item)):
                votes.append((-4, found))
        if "POST" in node.own and (found := self._item_noun(node.own["POST"], path_noun)):
            votes.append((-2, found))
        votes = [vote for vote in votes if vote[1] == path_noun or vote[1] != self._parent_word(node)]
        reads = reads and bool(votes)
        if not reads and node.items.get("GET") is not None and node.items["GET"].result:
            reads = True
        chain = tuple(self.tree.label(group.key) for group in self._parents(node))
        changes = bool({"PUT", "PATCH", "DELETE", "POST"} & node.items.keys())
        noun_of_schema = min(votes)[1] if votes else ""
        if votes and min(votes)[0] == -5:
            self.readers.add(noun_of_schema)
            self.pairs += [(found, noun_of_schema) for _, found in votes if found != noun_of_schema]
        return Claim(node.key, noun_of_schema, path_noun, reads, "POST" in node.own, changes, chain)

    def _parent_word(self, node: Node) -> str:
        """What the path calls the item above: an answer of that kind says nothing about what stands below it."""
        parents = self._parents(node)
        return noun(self.tree.label(parents[-1].key).rsplit("/", 1)[-1]) if parents else ""

    def canonical(self, name: str) -> str:
        """The kind that a schema's noun belongs to: a list of base_gist holds gists."""
        return self.overrides.kind(self.alias.get(name, name)) if name else ""

    def _item_noun(self, draft: Draft | None, path_noun: str) -> str:
        if draft is None or not draft.result or "object" not in self.answers.store.types(draft.result):
            return ""
        _, schema = self.answers.item(draft.result, (path_noun, path_noun.rsplit("_", 1)[-1]))
        return self.answers.noun(schema)

    def _parents(self, node: Node) -> list[Group]:
        for draft in (*node.own.values(), *node.items.values()):
            return self.tree.places[id(draft)].parents
        return []

    def _name_collections(self, claims: list[Claim]) -> None:
        groups: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            groups[claim.schema_noun].append(claim)
        unnamed = groups.pop("", [])
        for name in [name for name, members in groups.items() if self._says_nothing(members)]:
            unnamed += groups.pop(name)
        for name, members in sorted(groups.items()):
            home = min(members, key=lambda claim: self._homeliness(claim))
            kind = self.overrides.kind(name)
            self.home.setdefault(kind, home.key)
            for claim in members:
                self.of[claim.key] = kind if self._shares(claim, home) else self._qualified(claim)
            self.records.add(kind)
        taken = set(groups)
        for claim in unnamed:
            name = claim.path_noun or self._param_noun(claim.key)
            if name in taken and claim.is_link:
                name = self._qualified(claim)
            kind = self.overrides.kind(name)
            self.of[claim.key] = kind
            self.home.setdefault(kind, claim.key)
        for claim in claims:
            if claim.reads_item or claim.creates or claim.changes_items or "GET" in self.tree.nodes[claim.key].own:
                self.records.add(self.of[claim.key])

    @staticmethod
    def _says_nothing(members: list[Claim]) -> bool:
        """One schema for collections that the paths call by many names: it describes all and names none."""
        owners = {claim.path_noun for claim in members if claim.reads_item or claim.creates}
        return len(owners) > 2 and not any(claim.matches for claim in members)

    @staticmethod
    def _homeliness(claim: Claim) -> tuple[bool, bool, bool, bool, int, Key]:
        return (
            not claim.reads_item, not claim.matches, not claim.changes_items, not claim.creates,
            len(claim.key), claim.key,
        )  # fmt: skip

    @staticmethod
    def _shares(claim: Claim, home: Claim) -> bool:
        if claim is home or not claim.changes_items:
            return True
        if claim.is_link:
            return not home.reads_item
        deeper = len(claim.chain) > len(home.chain) > 0 and claim.chain[: len(home.chain)] == home.chain
        return not (deeper and claim.creates and home.creates and claim.changes_items)

    def _qualified(self, claim: Claim) -> str:
        """A name of its own: by namespace, else by parent."""
        words = [snake(word) for word in self.tree.label(claim.key).split("/")]
        last = singular(words[-1]) if words else ""
        if len(words) > 1:
            made = "_".join([*words[:-1], noun(words[-1])])
        elif not claim.matches and claim.schema_noun:
            made = f"{noun(last)}_{claim.schema_noun}" if noun(last) != claim.schema_noun else noun(last)
        else:
            made = f"{self._parent_noun(claim)}_{noun(words[-1])}".strip("_")
        return self.overrides.kind(made)

    @staticmethod
    def _parent_noun(claim: Claim) -> str:
        return noun(claim.chain[-1].rsplit("/", 1)[-1]) if claim.chain else ""

    def _param_noun(self, key: Key) -> str:
        for (segments, _), draft in (
            (self.tree.parsed[id(d)], d) for ops in self.tree.by_key.values() for d in ops.values()
        ):
            for group in self.tree.places[id(draft)].parents:
                if group.key == key and segments:
                    return param_noun(group.params[-1])
        return "item"

    def _name_shadows(self) -> None:
        """Where nothing is kept, a longer path to what is kept elsewhere: /test/cards below which cards are shipped."""
        homes: dict[str, str] = {}
        for key, kind in sorted(self.of.items(), key=lambda each: (len(each[0]), each[0])):
            node = self.tree.nodes[key]
            if node.own or node.items:
                homes.setdefault(self.tree.label(key), kind)
        for key, node in self.tree.nodes.items():
            if not (node.own or node.items):
                words = self.tree.label(key).split("/")
                found = (homes.get("/".join(words[start:])) for start in range(len(words)))
                kind = next((each for each in found if each), "")
                if kind:
                    self.of[key] = kind

    def _name_singletons(self) -> None:
        """A singleton is called after its schema, unless that noun is a collection's or a neighbour's."""
        taken = set(self.of.values())
        beside: set[tuple[str, tuple[str, ...]]] = set()
        waiting = [node for _, node in sorted(self.tree.nodes.items()) if node.key not in self.of]
        for node in sorted(waiting, key=lambda node: not self._is_called_so(node)):
            chain = tuple(self.of.get(group.key, "") for group in self._parents(node))
            words = [snake(word) for word in self.tree.label(node.key).split("/")]
            name = self._singleton_noun(node)
            parent = [each for each in chain[-1:] if each]
            for other in ("_".join(words), "_".join([*parent, *words]), "_".join([*parent, *words, "state"])):
                if name and name not in taken and (name, chain) not in beside:
                    break
                name = other
            beside.add((name, chain))
            self.of[node.key] = self.overrides.kind(name)

    def _singleton_noun(self, node: Node) -> str:
        source = next((node.own[method] for method in ("GET", "PUT", "PATCH", "POST") if method in node.own), None)
        if source is None or not source.result:
            return ""
        last = snake(self.tree.label(node.key).rsplit("/", 1)[-1])
        name = self.answers.noun(self.answers.item(source.result, (last,))[1])
        return self.overrides.kind(name) if name else ""

    def _is_called_so(self, node: Node) -> bool:
        """The path says the schema's noun, so that this singleton has the best right to it."""
        return self._singleton_noun(node) == snake(self.tree.label(node.key).rsplit("/", 1)[-1])


def param_noun(name: str) -> str:
    """The kind that a parameter names: `account_id` is an account."""
    made = snake(name)
    for ending in ENDINGS:
        if made.endswith(ending) and len(made) > len(ending):
            made = made.removesuffix(ending)
            break
    return noun(made) or "item"
