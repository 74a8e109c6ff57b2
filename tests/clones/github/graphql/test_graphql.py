"""Which type of the graph a record is shown as."""

from clonery.clones.github.graphql import typed
from clonery.clones.github.records.issues import Comment, Issue
from clonery.clones.github.records.people import User
from clonery.server.call import Call


def test_types_of_records(call: Call) -> None:
    assert {typed(user) for user in call.all(User)} == {"User", "Organization"}
    issue = call.all(Issue)[0]
    assert typed(issue) == "Issue"
    assert typed(call.update(issue, pull=1)) == "PullRequest"
    assert {typed(comment) for comment in call.all(Comment)} == {"IssueComment"}
