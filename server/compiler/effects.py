"""Gives every draft its effect, by the rules of its kind of binding."""

from typing import Any

from .answers import Answers
from .deeds import settle_deeds
from .draft import Draft
from .kinds import Kinds
from .overrides import Overrides
from .places import Tree
from .rest import RestRules
from .rpc import RpcRules


def place_all(drafts: list[Draft], answers: Answers, overrides: Overrides, schema: Any = None) -> None:
    """Sets `effect` or `refused` on each draft; `schema` is the GraphQL schema that root fields belong to."""
    http = [draft for draft in drafts if "http" in draft.binding]
    if http:
        tree = Tree(http, answers)
        rules = RestRules(tree, Kinds(tree, answers, overrides), answers)
        for draft in http:
            rules.place(draft)
        _settle_upserts(http)
    methods = [draft for draft in drafts if "rpc" in draft.binding]
    if methods:
        called = RpcRules(methods, answers, overrides)
        for draft in methods:
            called.place(draft)
    fields = [draft for draft in drafts if "graphql" in draft.binding]
    if fields:
        from .graph import GraphRules

        graph = GraphRules(schema, answers.store)
        for draft in fields:
            graph.place(draft)
    settle_deeds(drafts, answers)


def _settle_upserts(drafts: list[Draft]) -> None:
    """What another operation creates is not created by putting it: an id that the caller chose only names it."""
    created = {
        draft.effect["kind"]
        for draft in drafts
        if draft.effect.get("verb") == "create" and not draft.effect.get("upsert")
    }
    for draft in drafts:
        if draft.effect.get("upsert") and draft.method == "PUT" and draft.effect["kind"] in created:
            del draft.effect["upsert"]
            if not any(each.required and each.place == "body" for each in draft.arguments):
                draft.effect["verb"] = "update"
