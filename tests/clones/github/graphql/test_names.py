"""Every field of the types that clients use most answers, and each name in the table is one of the schema's."""

import pytest
from tests.clones.github.graphql.conftest import Ask
from tests.clones.served import Served
from tests.server.graphql.written import whole

from clonery.clones.github.graphql.names import NAMES
from clonery.server.graphql.graph import api

PLACES = {
    "User": '{ viewer % }', "Organization": '{ organization(login: "acme") % }',
    "Repository": '{ repository(owner: "acme", name: "service") % }',
    "Issue": '{ repository(owner: "acme", name: "service") { issues(first: 5) { nodes % } } }',
    "PullRequest": '{ repository(owner: "acme", name: "service") { pullRequests(first: 9) { nodes % } } }',
    "Ref": '{ repository(owner: "acme", name: "service") { defaultBranchRef % } }',
    "Commit": '{ repository(owner: "acme", name: "service") { object(expression: "HEAD") { ... on Commit % } } }',
    "Tree": '{ repository(owner: "acme", name: "service") { object(expression: "HEAD:") { ... on Tree % } } }',
    "Blob": '{ repository(owner: "acme", name: "service") { object(expression: "HEAD:README.md") { ... on Blob % } } }',
    "Release": '{ repository(owner: "acme", name: "service") { releases(first: 5) { nodes % } } }',
    "Label": '{ repository(owner: "acme", name: "service") { labels(first: 5) { nodes % } } }',
}  # fmt: skip


@pytest.fixture
def seed() -> str:
    return "ci-cd-pipeline"


@pytest.mark.parametrize("type", PLACES)
def test_every_field_answers(send: Ask, served: Served, type: str) -> None:
    schema = api(served.farm.clone("github")).schema
    fields = whole(schema, schema.type_map[type], 1, 2)
    body = send(PLACES[type].replace("%", fields)).json()
    assert body.get("data"), body
    assert [error for error in body.get("errors", []) if error["type"] != "MISSING_PAGINATION_BOUNDARIES"] == []


def test_each_name_is_a_field(served: Served) -> None:
    made = api(served.farm.clone("github"))
    for place in NAMES:
        type, _, name = place.partition(".")
        assert name in made.schema.type_map[type].fields, place  # type: ignore[attr-defined] # an object type
