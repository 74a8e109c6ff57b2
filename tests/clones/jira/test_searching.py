"""Both searches, their pages, the count, and what the server says of itself."""

from tests.clones.caller import Caller


def test_searches_and_their_pages() -> None:
    ask = Caller("jira")
    old = ask(
        "GET", "/rest/api/3/search", query="jql=project%20%3D%20SHOP%20ORDER%20BY%20key&maxResults=2&startAt=1"
    ).data
    assert (old["total"], old["startAt"], [each["key"] for each in old["issues"]]) == (3, 1, ["SHOP-2", "SHOP-3"])
    body = {"jql": "project = SHOP ORDER BY key", "maxResults": 2}
    first = ask("POST", "/rest/api/3/search/jql", body).data
    assert (first["isLast"], [set(each) for each in first["issues"]]) == (False, [{"id"}, {"id"}])
    rest = ask(
        "POST", "/rest/api/3/search/jql", {**body, "nextPageToken": first["nextPageToken"], "fields": ["*all"]}
    ).data
    assert (rest["isLast"], [each["key"] for each in rest["issues"]]) == (True, ["SHOP-3"])
    assert ask("POST", "/rest/api/3/search/jql", {**body, "nextPageToken": "x"}).status == 400
    assert ask("POST", "/rest/api/3/search/approximate-count", {"jql": "project = SHOP"}).data == {"count": 3}


def test_the_server_says_what_it_is_to_anybody() -> None:
    answer = Caller("jira")("GET", "/rest/api/2/serverInfo", token=None)
    assert (answer.status, answer.data["deploymentType"], answer.data["versionNumbers"]) == (200, "Cloud", [1001, 0, 0])
