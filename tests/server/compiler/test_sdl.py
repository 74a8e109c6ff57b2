"""GraphQL schemas: root fields as operations, input types as schemas, text without prose."""

import pytest

from clonery.server.compiler import DescriptionProblem
from clonery.server.compiler.sdl import without_descriptions

from .conftest import Compile

SDL = '''
"""What can be asked"""
type Query {
  issue(id: String!): Issue!
  issues(filter: IssueFilter, first: Int, after: String): IssueConnection!
  move(id: ID!): Issue @deprecated(reason: "A sentence that nobody needs to read here.")
}
type Mutation {
  issueCreate(input: IssueCreateInput!): IssuePayload!
  move(id: ID!, to: State = DONE): IssuePayload!
}
"an issue" type Issue { id: ID! "its title" title: String state: State archivedAt: DateTime }
type IssueConnection { nodes: [Issue!]! pageInfo: PageInfo! }
type PageInfo { endCursor: String hasNextPage: Boolean! }
type IssuePayload { issue: Issue success: Boolean! }
input IssueCreateInput { title: String! estimate: Int = 1 parent: IssueCreateInput }
input IssueFilter { and: [IssueFilter!] state: State }
enum State { OPEN DONE }
scalar DateTime
'''
OLDER = """
type Query { issues(first: Int = 50, after: Int = 3): Int }
input IssueFilter { state: State = OPEN }
enum State { OPEN }
"""


def test_root_fields_become_operations(compiled: Compile) -> None:
    made = compiled({"schema.graphql": SDL})
    assert list(made.operations) == ["issue", "issueCreate", "issues", "move", "query.move"]
    create = made.operations["issueCreate"]
    assert create["graphql"] == {"type": "mutation", "field": "issueCreate"}
    assert create["inputSchema"] == {
        "type": "object",
        "properties": {"input": {"$ref": "schemas.json#/IssueCreateInput", "x-in": "body"}},
        "required": ["input"],
    }
    assert create["results"] == {"200": {"x-type": "IssuePayload!"}}
    assert made.schemas["IssueCreateInput"] == {
        "type": "object",
        "properties": {
            "estimate": {"type": "integer", "default": 1},
            "parent": {"$ref": "schemas.json#/IssueCreateInput"},
            "title": {"type": "string"},
        },
        "required": ["title"],
    }
    assert made.schemas["State"] == {"type": "string", "enum": ["DONE", "OPEN"]}
    assert made.operations["query.move"]["deprecated"] is True
    assert made.operations["issue"]["category"] == "query"


def test_the_text_is_alphabetical_and_says_nothing(compiled: Compile) -> None:
    out = compiled({"schema.graphql": SDL}).out
    text = (out / "schema.graphql").read_text()
    assert "sentence" not in text
    assert "its title" not in text
    assert "move(id: ID!): Issue @deprecated\n" in text
    assert text.index("enum State") > text.index("type Query") > text.index("type Issue {")
    assert '"graphql":"schema.graphql"' in (out / "tools.json").read_text()
    assert without_descriptions('"x" type A { "y" b: Int }') == "type A {\n  b: Int\n}\n"


def test_an_older_text_gives_defaults_of_equal_types(compiled: Compile) -> None:
    source = {"file": "schema.graphql", "defaults_from": "older.gql", "reason": "r"}
    made = compiled({"schema.graphql": SDL, "older.gql": OLDER}, {"sources": [source]})
    issues = made.operations["issues"]["inputSchema"]["properties"]
    assert issues["first"] == {"type": "integer", "default": 50, "x-in": "body"}
    assert issues["after"] == {"type": "string", "x-in": "body"}
    assert "state: State = OPEN" in (made.out / "schema.graphql").read_text()


def test_repeats_and_deprecations_may_be_dropped(compiled: Compile) -> None:
    twice = SDL.replace("pageInfo: PageInfo! }", "pageInfo: PageInfo! nodes: [Issue!]! }")
    with pytest.raises(DescriptionProblem, match="can only be defined once"):
        compiled({"schema.graphql": twice})
    source = {"file": "schema.graphql", "repeats": True, "drop_deprecations": True, "operations": False, "reason": "r"}
    rest = {"openapi": "3.0.0", "paths": {"/a": {"get": {"responses": {}}}}}
    made = compiled({"schema.graphql": twice, "a.json": rest}, {"sources": [source, {"file": "a.json", "reason": "r"}]})
    assert list(made.operations) == ["get_a"]
    assert "@deprecated" not in (made.out / "schema.graphql").read_text()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("type Query {", "no GraphQL: Syntax Error"),
        ("type Query { a: Gone }", "no GraphQL schema: Unknown type 'Gone'"),
        ("type Thing { a: Int }", "no valid GraphQL schema: Query root type must be provided."),
    ],
)
def test_what_is_no_schema(compiled: Compile, text: str, message: str) -> None:
    with pytest.raises(DescriptionProblem, match=message):
        compiled({"schema.graphql": text})
