"""Gives every draft its effect, by the rules of its kind of binding."""

from .answers import Answers
from .draft import Draft
from .kinds import Kinds
from .overrides import Overrides
from .places import Tree
from .rest import RestRules


def place_all(drafts: list[Draft], answers: Answers, overrides: Overrides) -> None:
    """Sets `effect` or `refused` on each draft."""
    http = [draft for draft in drafts if "http" in draft.binding]
    if http:
        tree = Tree(http, answers)
        rules = RestRules(tree, Kinds(tree, answers, overrides), answers)
        for draft in http:
            rules.place(draft)
