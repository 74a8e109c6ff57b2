"""Issues closed by words in commits and pull requests."""

from clonery.clones.github import gitstore
from clonery.clones.github.lookups import find_user
from clonery.clones.github.pulls.closing import close_named, read_messages
from clonery.clones.github.records.issues import Issue, IssueEvent
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call


def issue(call: Call, repository: Repository, number: int) -> Issue:
    found = call.find(Issue, repository=repository.id, number=number)
    assert found is not None
    return found


def test_a_commit_on_the_default_branch_closes(call: Call, webapp: Repository) -> None:
    gitstore.commit_files(call, webapp, "dark-theme", {"x": b"x"}, "Not yet: fixes #1")
    assert issue(call, webapp, 1).state == "open"
    sha = gitstore.commit_files(call, webapp, "main", {"x": b"x"}, "Check it\n\nFixes #1, see #2").sha
    closed = issue(call, webapp, 1)
    assert (closed.state, closed.state_reason, closed.closed_by) == ("closed", "completed", 1)
    events = [(event.event, event.commit) for event in call.all(IssueEvent, {"issue": closed.id})]
    assert events == [("referenced", sha), ("closed", sha)]
    assert issue(call, webapp, 2).state == "open"
    assert [event.event for event in call.all(IssueEvent, {"issue": issue(call, webapp, 2).id})] == ["referenced"]


def test_only_who_may_push_closes(call: Call, webapp: Repository) -> None:
    call.actor = find_user(call, "cleo")
    close_named(call, webapp, "Closes #1")
    assert issue(call, webapp, 1).state == "open"
    call.actor = find_user(call, "ben")
    close_named(call, webapp, "Closes #1")
    assert issue(call, webapp, 1).state == "closed"


def test_nobody_s_commits_name_nothing(call: Call, webapp: Repository) -> None:
    head = gitstore.resolve(call, webapp)
    new = gitstore.commit_files(call, webapp, "dark-theme", {"x": b"x"}, "Fixes #1").sha
    call.actor = None
    read_messages(call, webapp, "refs/heads/main", head, new)
    assert issue(call, webapp, 1).state == "open"
