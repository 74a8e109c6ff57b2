"""Issues that wait for others: added, listed from both sides, removed."""

import httpx

AT = "/repos/acme/webapp/issues"


def test_both_sides_know(http: httpx.Client) -> None:
    ids = {issue["number"]: issue["id"] for issue in http.get(f"{AT}?state=all").json()}
    assert http.post(f"{AT}/1/dependencies/blocked_by", json={"issue_id": ids[2]}).status_code == 201
    http.post(f"{AT}/1/dependencies/blocked_by", json={"issue_id": ids[4]})
    assert [made["number"] for made in http.get(f"{AT}/1/dependencies/blocked_by").json()] == [2, 4]
    assert [made["number"] for made in http.get(f"{AT}/2/dependencies/blocking").json()] == [1]
    assert http.get(f"{AT}/1").json()["issue_dependencies_summary"] == {
        "blocked_by": 1, "total_blocked_by": 2, "blocking": 0, "total_blocking": 0,
    }  # fmt: skip
    assert http.delete(f"{AT}/1/dependencies/blocked_by/{ids[2]}").status_code == 200
    assert http.get(f"{AT}/2/dependencies/blocking").json() == []
    assert http.delete(f"{AT}/1/dependencies/blocked_by/{ids[2]}").status_code == 404
    assert [event["event"] for event in http.get(f"{AT}/2/events").json()] == ["blocking_added", "blocking_removed"]


def test_what_can_not_wait(http: httpx.Client) -> None:
    ids = {issue["number"]: issue["id"] for issue in http.get(AT).json()}
    url = f"{AT}/1/dependencies/blocked_by"
    assert http.post(url, json={"issue_id": ids[1]}).status_code == 422
    assert http.post(url, json={"issue_id": 999}).status_code == 404
    assert http.post(url, json={"issue_id": ids[2]}).status_code == 201
    assert http.post(url, json={"issue_id": ids[2]}).json()["errors"][0]["code"] == "already_exists"
    assert http.post(f"{AT}/2/dependencies/blocked_by", json={"issue_id": ids[1]}).status_code == 422
