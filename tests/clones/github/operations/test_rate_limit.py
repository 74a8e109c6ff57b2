"""Rate limits: counted, shown, free to look at."""

import httpx
from github import Github


def test_calls_are_counted_and_looking_is_free(gh: Github, http: httpx.Client) -> None:
    before = http.get("/rate_limit").json()["resources"]["core"]
    assert (before["limit"], before["used"], before["remaining"]) == (5000, 0, 5000)
    http.get("/user")
    http.get("/search/repositories", params={"q": "webapp"})
    overview = gh.get_rate_limit()
    assert (overview.resources.core.used, overview.resources.search.used) == (1, 1)
    assert (overview.resources.search.limit, overview.resources.scim.limit) == (30, 15_000)
    assert http.get("/rate_limit").json()["rate"]["used"] == 1


def test_without_a_token_there_is_little(base: str) -> None:
    assert httpx.get(f"{base}/rate_limit").json()["rate"]["limit"] == 60
