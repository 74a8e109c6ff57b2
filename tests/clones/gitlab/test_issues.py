"""Issues of GitLab's clone."""

from tests.clones.caller import Caller

from clonery.clones.gitlab.operations.issues import listed


def test_an_issue_is_opened_closed_and_reopened() -> None:
    ask, below = Caller("gitlab"), "/api/v4/projects/acme%2Fwebapp/issues"
    made = ask("POST", below, {"title": "T", "labels": "a, b", "assignee_ids": [2]})
    assert (made.status, made.data["state"], made.data["labels"]) == (201, "opened", ["a", "b"])
    assert (made.data["author"]["username"], made.data["assignee"]["username"]) == ("ada", "ben")
    one = f"{below}/{made.data['iid']}"
    assert made.data["web_url"] == f"http://farm/gitlab/acme/webapp/-/issues/{made.data['iid']}"
    closed = ask("PUT", one, {"state_event": "close", "add_labels": "c", "remove_labels": "a"}).data
    assert (closed["state"], closed["labels"], closed["closed_by"]["username"]) == ("closed", ["b", "c"], "ada")
    assert ask("GET", one).data["closed_at"] == closed["closed_at"]
    assert made.data["iid"] in [each["iid"] for each in ask("GET", below, query="state=closed").data]
    again = ask("PUT", one, {"state_event": "reopen", "title": "U", "assignee_ids": []}).data
    assert (again["state"], again["title"], again["assignees"]) == ("opened", "U", [])
    assert ask("PUT", f"{below}/999", {"title": "U"}).status == 404


def test_labels_are_a_text_or_a_list() -> None:
    assert listed("a, b,,a") == listed(["a", "b", " "]) == ["a", "b"]
    assert listed(None) == []
