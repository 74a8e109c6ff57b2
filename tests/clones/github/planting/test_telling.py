"""A state told in a seed's words."""

from clonery.clones.github.lookups import find_issue
from clonery.clones.github.operations.issues.changes import change
from clonery.clones.github.planting.telling import told
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call


def test_people_tokens_and_what_is_below_repositories(call: Call, webapp: Repository) -> None:
    issue = find_issue(call, "acme", "webapp", 2)[1]
    change(call, webapp, issue, state="closed", state_reason="not_planned")
    data = told(call)
    assert set(data) == {"now", "users", "organizations", "tokens", "repositories"}
    assert [user["login"] for user in data["users"]] == ["ada", "ben", "cleo", "dev-bot"]
    assert data["organizations"][0]["owners"] == ["ada"]
    assert data["tokens"][0]["default"] is True
    told_of = data["repositories"][0]
    assert (told_of["owner"], told_of["name"], told_of["collaborators"]["ben"]) == ("acme", "webapp", "push")
    first, second = told_of["issues"][:2]
    assert (first["labels"], first["milestone"], len(first["comments"])) == (["bug"], "1.0", 2)
    assert (second["state"], second["state_reason"]) == ("closed", "not_planned")
    assert [label["name"] for label in told_of["labels"]][:2] == ["bug", "enhancement"]
