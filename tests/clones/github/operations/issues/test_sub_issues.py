"""Issues as parts of others: added, ordered, moved, removed, and trees that can't be."""

from typing import Any

import httpx
import pytest

AT = "/repos/acme/webapp/issues"


@pytest.fixture
def ids(http: httpx.Client) -> dict[int, int]:
    return {issue["number"]: issue["id"] for issue in http.get(f"{AT}?state=all").json()}


def add(http: httpx.Client, above: int, id: int, **more: Any) -> httpx.Response:
    return http.post(f"{AT}/{above}/sub_issues", json={"sub_issue_id": id, **more})


def below(http: httpx.Client, number: int) -> list[int]:
    return [issue["number"] for issue in http.get(f"{AT}/{number}/sub_issues").json()]


def test_parts_are_counted_and_know_the_whole(http: httpx.Client, ids: dict[int, int]) -> None:
    assert add(http, 1, ids[2]).status_code == 201
    add(http, 1, ids[4])
    assert below(http, 1) == [2, 4]
    whole = http.get(f"{AT}/1").json()
    assert whole["sub_issues_summary"] == {"total": 2, "completed": 1, "percent_completed": 50}
    assert http.get(f"{AT}/2/parent").json()["number"] == 1
    assert http.get(f"{AT}/2").json()["parent_issue_url"].endswith("/issues/1")
    assert http.get(f"{AT}/1/parent").status_code == 404
    removed = http.request("DELETE", f"{AT}/1/sub_issue", json={"sub_issue_id": ids[2]})
    assert (removed.status_code, below(http, 1)) == (200, [4])
    assert [event["event"] for event in http.get(f"{AT}/2/events").json()] == [
        "parent_issue_added", "parent_issue_removed",
    ]  # fmt: skip


def test_parts_have_an_order(http: httpx.Client, ids: dict[int, int]) -> None:
    for number in (2, 3, 4):
        add(http, 1, ids[number])
    url = f"{AT}/1/sub_issues/priority"
    assert http.patch(url, json={"sub_issue_id": ids[4], "before_id": ids[2]}).status_code == 200
    assert below(http, 1) == [4, 2, 3]
    http.patch(url, json={"sub_issue_id": ids[4], "after_id": ids[3]})
    assert below(http, 1) == [2, 3, 4]
    assert http.patch(url, json={"sub_issue_id": ids[4]}).status_code == 422
    assert http.patch(url, json={"sub_issue_id": ids[4], "after_id": ids[1]}).status_code == 404


def test_one_whole_for_each_part_unless_it_is_replaced(http: httpx.Client, ids: dict[int, int]) -> None:
    add(http, 1, ids[2])
    assert add(http, 3, ids[2]).status_code == 422
    assert add(http, 1, ids[2]).status_code == 422
    assert add(http, 3, ids[2], replace_parent=True).status_code == 201
    assert (below(http, 1), below(http, 3)) == ([], [2])


def test_no_circles(http: httpx.Client, ids: dict[int, int]) -> None:
    add(http, 1, ids[2])
    add(http, 2, ids[3])
    assert add(http, 3, ids[1]).status_code == 422
    assert add(http, 1, ids[1]).status_code == 422
    assert add(http, 1, 999).status_code == 404
