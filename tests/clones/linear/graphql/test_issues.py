"""Fields of issues, comments and cycles that are worked out."""

import json

from tests.clones.linear.conftest import Graph


def test_addresses_branches_and_labels(ask: Graph) -> None:
    assert ask('{ issue(id: "ENG-1") { url branchName priorityLabel } }', ) == {"issue": {
        "url": "https://linear.app/acme/issue/ENG-1/checkout-fails-with-an-empty-cart",
        "branchName": "ada/eng-1-checkout-fails-with-an-empty-cart", "priorityLabel": "High"}}  # fmt: skip


def test_reactions_are_grouped_by_emoji(ask: Graph) -> None:
    for emoji in ("tada", "eyes"):
        ask('mutation($e: String!) { reactionCreate(input: {issueId: "ENG-1", emoji: $e}) { success } }', e=emoji)
    found = ask('{ issue(id: "ENG-1") { reactionData reactions { emoji user { displayName } } } }')["issue"]
    assert [each["emoji"] for each in found["reactionData"]] == ["tada", "eyes"]
    assert {each["emoji"] for each in found["reactions"]} == {"tada", "eyes"}
    assert found["reactions"][0]["user"] == {"displayName": "ada"}


def test_bodies_as_documents_of_the_editor(ask: Graph) -> None:
    (first, *_) = ask('{ issue(id: "ENG-1") { comments(last: 1) { nodes { bodyData body } } } }')["issue"]["comments"][
        "nodes"
    ]
    assert json.loads(first["bodyData"])["content"][0]["content"] == [{"type": "text", "text": first["body"]}]


def test_progress_leaves_canceled_ones_out(ask: Graph) -> None:
    query = "{ projects { nodes { progress scope projectMilestones { nodes { name progress status } } } } }"
    (project,) = ask(query)["projects"]["nodes"]
    assert (project["progress"], project["scope"]) == (0.2, 11)
    assert {each["status"] for each in project["projectMilestones"]["nodes"]} == {"unstarted"}


def test_where_a_cycle_stands(ask: Graph) -> None:
    query = """{ cycles { nodes { number isActive isFuture isPast isNext isPrevious } } }"""
    flags = ("isActive", "isFuture", "isPast", "isNext", "isPrevious")
    found = {each["number"]: {flag for flag in flags if each[flag]} for each in ask(query)["cycles"]["nodes"]}
    assert found == {1: {"isPast", "isPrevious"}, 2: {"isActive"}, 3: {"isFuture", "isNext"}}
