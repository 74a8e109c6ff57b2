"""Names by convention, marks on functions, and a schema that is read by the first who asks."""

import subprocess
import sys

from tests.server.graphql.conftest import Graphed

from clonery.server.graphql.graph import (
    Graph,
    Ids,
    Many,
    One,
    api,
    batched,
    resolves,
    restricts,
    rewrites,
    singular,
    snake,
)

CODE = """
import sys
from clonery.server.farm import Farm
from clonery.server.request import Request
from clonery.server.settings import Settings
from clonery.server.doors import rest
farm = Farm(Settings(clones=("linear",)))
session, clone = farm.session("default"), farm.clone("linear")
token = session.opened.credentials.default("linear").token
def send(path, body):
    headers = {"authorization": token, "content-type": "application/json"}
    return rest.enter(farm, session, clone, Request("POST", path, "", headers, body, "http://h/linear", "http://h"))
assert send("/nothing", b"{}").status == 404
assert clone.tools
assert "graphql" not in sys.modules, "nobody asked for a graph"
assert send("/graphql", b'{"query": "{ viewer { id } }"}').status == 200
assert "graphql" in sys.modules
"""


def test_words_are_taken_apart_and_made_single() -> None:
    assert [snake(name) for name in ("IssueLabel", "teamId", "URLKey", "issue")] == [
        "issue_label", "team_id", "url_key", "issue",
    ]  # fmt: skip
    assert [singular(name) for name in ("labels", "entities", "team")] == ["label", "entity", "team"]


def test_marked_functions_are_taken_under_their_names() -> None:
    @resolves("A.b", "C.b")
    def one() -> None: ...

    @batched("*.owner")
    def many() -> None: ...

    @rewrites("A.mine")
    def anew() -> None: ...

    @restricts("A")
    def seen() -> None: ...

    graph = Graph()
    graph.take([one, many, anew, seen, print])
    assert graph.resolvers == {"A.b": one, "C.b": one}
    assert graph.filters == {"A.mine": anew}
    assert graph.restrictions == {"A": seen}
    assert graph.find(graph.batches, "Any", "owner") is many
    assert graph.find(graph.batches, "Any", "other") is None


def test_conventions_follow_the_clones_way_of_naming() -> None:
    camel, snaked = Graph(), Graph(suffix="", snake=True, kinds={"PullRequest": "pull"}, like={"Hit": "Issue"})
    assert (camel.held("assignee"), camel.kind_name("IssueLabel")) == ("assigneeId", "issue_label")
    assert (snaked.held("headRef"), snaked.kind_name("PullRequest"), snaked.kind_name("Hit")) == (
        "head_ref", "pull", "issue",
    )  # fmt: skip


def test_the_schema_is_read_once(graphed: Graphed) -> None:
    assert api(graphed.clone) is api(graphed.clone)
    assert graphed.api.link("Issue", "team") == One("team", "teamId")
    assert graphed.api.link("Issue", "labels") == Ids("issue_label", "labelIds")
    assert graphed.api.link("Issue", "comments") == Many("comment", "issueId")


def test_nothing_of_graphql_is_imported_before_the_first_document() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr[-2000:]
