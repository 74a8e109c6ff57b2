"""What mutations do alike."""

import pytest

from clonery.clones.github.graphql.changing import doing, done, label_names, milestone_number, of_issue
from clonery.clones.github.graphql.nodes import id_of
from clonery.clones.github.records.issues import Issue, Label
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call
from clonery.server.operation import Operation
from clonery.server.problems import NotFound


@pytest.fixture
def issue(call: Call, webapp: Repository) -> Issue:
    found = call.find(Issue, repository=webapp.id, number=1)
    assert found is not None
    return found


def test_an_operation_of_rest_acts_and_its_header_stays_behind(call: Call, issue: Issue) -> None:
    made = doing(call, "issues/create-comment", **of_issue(call, issue), body="Hi")
    assert made.body == "Hi"
    call.headers += [("Location", "x"), ("Other", "y")]
    assert done(call, {"clientMutationId": "7"}, issue=issue) == {
        "clientMutationId": "7", "actor": call.actor, "issue": issue,
    }  # fmt: skip
    assert ("Location", "x") not in call.headers
    assert ("Other", "y") in call.headers


def test_a_refusal_knows_its_mutation(call: Call, issue: Issue) -> None:
    call.operation = Operation({"name": "graphql/x", "graphql": {"type": "mutation", "field": "addComment"}})
    with pytest.raises(NotFound) as caught:
        doing(call, "issues/create-comment", **{**of_issue(call, issue), "issue_number": 999}, body="Hi")
    assert caught.value.details["field"] == "addComment"


def test_labels_and_milestones_of_another_repository(call: Call, webapp: Repository) -> None:
    other = next(each for each in call.all(Label) if each.repository != webapp.id)
    with pytest.raises(NotFound):
        label_names(call, webapp.id, [id_of(other)])
    assert label_names(call, other.repository, [id_of(other)]) == [other.name]
    assert milestone_number(call, webapp.id, None) == ""
