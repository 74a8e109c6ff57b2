"""Types of issues: an organization's, given to issues, listed and searched by."""

from typing import Any

import httpx
import pytest

TYPES, ISSUES = "/orgs/acme/issue-types", "/repos/acme/webapp/issues"


def test_an_organization_begins_with_three(http: httpx.Client) -> None:
    assert [(made["name"], made["color"]) for made in http.get(TYPES).json()] == [
        ("Task", "yellow"), ("Bug", "red"), ("Feature", "blue"),
    ]  # fmt: skip
    made = http.post(TYPES, json={"name": "Idea", "is_enabled": False, "color": "gray"}).json()
    assert len(http.get("/repos/acme/webapp/issue-types").json()) == 3
    changed = http.put(f"{TYPES}/{made['id']}", json={"name": "Thought", "is_enabled": True}).json()
    assert (changed["name"], changed["color"], changed["is_enabled"]) == ("Thought", "gray", True)
    assert [each["name"] for each in http.get("/repos/acme/webapp/issue-types").json()][-1] == "Thought"
    assert http.get("/repos/ben/dotfiles/issue-types").json() == []


def test_an_issue_has_one_and_loses_it_with_the_type(http: httpx.Client) -> None:
    number = http.post(ISSUES, json={"title": "Typed", "type": "bug"}).json()["number"]
    assert http.get(f"{ISSUES}/{number}").json()["type"]["name"] == "Bug"
    assert [made["number"] for made in http.get(f"{ISSUES}?type=Bug").json()] == [number]
    assert number not in [made["number"] for made in http.get(f"{ISSUES}?type=none").json()]
    found = http.get("/search/issues?q=repo:acme/webapp+type:Bug").json()
    assert [made["number"] for made in found["items"]] == [number]
    assert http.get("/search/issues?q=repo:acme/webapp+no:type+Typed").json()["total_count"] == 0
    http.patch(f"{ISSUES}/{number}", json={"type": "Feature"})
    events = [
        (made["event"], (made.get("issue_type") or {}).get("name"))
        for made in http.get(f"{ISSUES}/{number}/timeline").json()
    ]
    assert events == [("issue_type_added", "Bug"), ("issue_type_changed", "Feature")]
    kind = http.get(f"{ISSUES}/{number}").json()["type"]["id"]
    assert http.delete(f"{TYPES}/{kind}").status_code == 204
    assert http.get(f"{ISSUES}/{number}").json()["type"] is None
    http.patch(f"{ISSUES}/{number}", json={"type": "Task"})
    assert http.patch(f"{ISSUES}/{number}", json={"type": None}).json()["type"] is None


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", TYPES, {"name": "task", "is_enabled": True}, 422),
        ("POST", TYPES, {"name": " ", "is_enabled": True}, 422),
        ("PUT", f"{TYPES}/99", {"name": "x", "is_enabled": True}, 404), ("DELETE", f"{TYPES}/99", None, 404),
        ("POST", ISSUES, {"title": "x", "type": "Odd"}, 422), ("GET", "/orgs/nobody/issue-types", None, 404),
    ],
)  # fmt: skip
def test_what_is_refused(http: httpx.Client, method: str, path: str, body: Any, status: int) -> None:
    assert http.request(method, path, json=body).status_code == status
