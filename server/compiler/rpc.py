"""The effect of a method called by name: conversations.list, chat.postMessage, users.profile.set."""

from .answers import Answers
from .draft import Draft
from .listed import listed, listed_set
from .outcomes import sets_of
from .overrides import Overrides
from .paging import paging_of
from .report import Json
from .words import ACTIONS, VERBS, noun, singular, snake, split_words

READS = listed_set("info identity get lookup")
FEEDS = listed_set("list history replies all")


MAKING = listed_set("create add open start post schedule upload register import")
RECKONING = listed_set("test exchange access token validate")
PLAIN: dict[str, Json] = {
    **{
        last: {"verb": "create"}
        for last in listed("create add open start post_message schedule_message post_ephemeral me_message")
    },
    **{last: {"verb": "delete"} for last in ("delete", "remove")},
    **{last: {"verb": "update"} for last in ("update", "edit")},
    "upload": {"verb": "upload"},
}
WITHOUT_IDENTITY: dict[str, Json] = {
    "read": {"verb": "read_singleton"},
    "update": {"verb": "write_singleton", "partial": True},
    "delete": {"verb": "delete", "singleton": True},
}


class RpcRules:
    """Kinds come from the words before the last, identities from the override's `aliases` or from the kind's name."""

    def __init__(self, drafts: list[Draft], answers: Answers, overrides: Overrides) -> None:
        self.answers = answers
        self.store = answers.store
        self.overrides = overrides
        self.by_name = {draft.name: draft for draft in drafts}
        self.items: dict[str, Json] = {}
        for draft in drafts:
            kind = self._kind(draft)
            at, schema = self.answers.item(draft.result, self._hints(kind))
            if at and kind not in self.items:
                self.items[kind] = schema

    def place(self, draft: Draft) -> None:
        kind = self._kind(draft)
        words = split_words(draft.name.rsplit(".", 1)[-1])
        effect = self._verb(draft, words, kind)
        effect["kind"] = self.overrides.kind(effect.get("kind", kind))
        identity = self._identity(draft, effect["kind"])
        effect["identity"] = identity if effect["verb"] not in ("create", "list", "search", "count", "none") else []
        effect["parents"] = self._parents(draft, effect)
        self._set_answer(draft, effect)
        if effect["verb"] == "act":
            draft.item = self.items.get(effect["kind"], {})
            effect |= sets_of(self.store, draft.item, effect["action"])
        told = effect["identity"] or effect.get("self") or effect.get("many")
        if effect["verb"] in WITHOUT_IDENTITY and not told:
            effect |= WITHOUT_IDENTITY[effect["verb"]]
        draft.effect = effect

    def _kind(self, draft: Draft) -> str:
        group = [part for part in draft.name.split(".")[:-1] if part != "admin"] or draft.name.split(".")[:1]
        words = [snake(part) for part in group]
        return self.overrides.kind("_".join([*(singular(word) for word in words[:-1]), noun(words[-1])]))

    def _hints(self, kind: str) -> tuple[str, ...]:
        alias = [noun(name.removesuffix("_id")) for name in self._aliases(kind)]
        return tuple(dict.fromkeys([kind, kind.rsplit("_", 1)[-1], *alias]))

    def _aliases(self, kind: str) -> list[str]:
        found = self.overrides.aliases.get(kind)
        if found is not None:
            self.overrides.used.add(("aliases", kind))
            return [str(name) for name in found["arguments"]]
        short = kind.rsplit("_", 1)[-1]
        return [f"{kind}_id", kind, f"{short}_id", short]

    def _verb(self, draft: Draft, words: list[str], kind: str) -> Json:
        word, last = words[0], "_".join(words)
        listing = self.answers.listing(draft.result, self._hints(kind))
        has_identity = bool(self._identity(draft, kind))
        if draft.name.startswith("search.") or "search" in words:
            return {"verb": "search", "kind": noun(last) if word != "search" else kind}
        if {"bulk", "multiple"} & set(words):
            deletes = any(VERBS.get(each) == "delete" for each in words)
            return {"verb": "delete", "many": self._many(draft)} if deletes else {"verb": "act", "action": last}
        if last in FEEDS:
            fed = f"{kind}.{last}"
            return {"verb": "list", "kind": self.overrides.kind(fed) if fed in self.overrides.kinds else kind}
        if word in ("list", "get") and len(words) > 1:
            listed = word == "list" or (listing is not None and listing.strength >= 2)
            inner = noun("_".join(words[1:]))
            known = inner in self.items
            return {"verb": "list" if listed else "read_singleton", "kind": inner if known else f"{kind}_{inner}"}
        if word in READS:
            return {"verb": "read", "self": True} if not has_identity and word == "identity" else {"verb": "read"}
        if last in ("members", "conversations", "files", "messages"):
            return {"verb": "list", "kind": singular(last)}
        if last in PLAIN:
            return dict(PLAIN[last])
        if word == "set" and (last == "set" or not has_identity):
            inner = "_".join([kind, *words[1:]])
            return {"verb": "update"} if has_identity else {"verb": "write_singleton", "partial": True, "kind": inner}
        if word == "delete":
            return {"verb": "delete", "kind": noun("_".join(words[1:]))}
        if not has_identity and word in MAKING:
            return {"verb": "create"}
        if not any(each in VERBS or each in ACTIONS for each in words):
            verb = "read_singleton" if words[-1] == "info" or not listing else "list"
            return {"verb": verb, "kind": f"{kind}_{noun(last)}"}
        return {"verb": "none"} if last in RECKONING else {"verb": "act", "action": last}

    def _many(self, draft: Draft) -> str:
        return next((each.wire for each in draft.arguments if each.wire.endswith("s")), "")

    def _identity(self, draft: Draft, kind: str) -> list[str]:
        wires = {argument.wire for argument in draft.arguments}
        exact = self.overrides.aliases.get(kind, {}).get("all")
        if exact:
            return [str(name) for name in exact if name in wires] if set(exact) <= wires else []
        return [name for name in self._aliases(kind) if name in wires][:1]

    def _parents(self, draft: Draft, effect: Json) -> list[Json]:
        """Other things that required arguments name, as the channel of a message."""
        made = []
        for kind, alias in sorted(self.overrides.aliases.items()):
            if kind == effect["kind"] or not alias.get("parent"):
                continue
            for argument in draft.arguments:
                if (
                    argument.wire in alias["arguments"]
                    and argument.required
                    and argument.wire not in effect["identity"]
                ):
                    made.append({"kind": kind, "params": [argument.wire]})
                    break
        return made

    def _set_answer(self, draft: Draft, effect: Json) -> None:
        hints = self._hints(effect["kind"])
        if effect["verb"] in ("list", "search"):
            listing = self.answers.listing(draft.result, hints)
            effect["list_at"] = listing.at if listing is not None else ""
            effect["paging"] = paging_of(draft, self.store, effect["list_at"])
        elif draft.result:
            at, _ = self.answers.item(draft.result, hints)
            effect |= {"item_at": at} if at else {}
