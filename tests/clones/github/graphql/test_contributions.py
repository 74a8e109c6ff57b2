"""What a person has done, counted."""

import httpx
from tests.clones.github.graphql.conftest import Ask

QUERY = """{ user(login: "ada") { contributionsCollection { totalIssueContributions totalCommitContributions
  totalPullRequestContributions hasAnyContributions contributionCalendar { totalContributions
  weeks { contributionDays { date contributionCount } } } } } }"""


def test_an_issue_more_is_one_more_today(ask: Ask, http: httpx.Client) -> None:
    before = ask(QUERY)["user"]["contributionsCollection"]
    http.post("/repos/acme/webapp/issues", json={"title": "One more"})
    after = ask(QUERY)["user"]["contributionsCollection"]
    assert after["totalIssueContributions"] == before["totalIssueContributions"] + 1
    assert after["totalPullRequestContributions"] == before["totalPullRequestContributions"]
    calendar = after["contributionCalendar"]
    days = [day for week in calendar["weeks"] for day in week["contributionDays"]]
    assert sum(day["contributionCount"] for day in days) == calendar["totalContributions"]
    assert days[-1]["contributionCount"] >= 1
    assert after["hasAnyContributions"] is True


def test_commits_are_those_that_rest_lists(ask: Ask, http: httpx.Client) -> None:
    query = """{ user(login: "ada") {
      contributionsCollection(from: "2025-01-01T00:00:00Z", to: "2025-12-31T23:59:59Z") {
      totalCommitContributions } } }"""
    given = {"author": "ada", "since": "2025-01-01T00:00:00Z", "until": "2025-12-31T23:59:59Z", "per_page": 100}
    rest = http.get("/repos/acme/webapp/commits", params=given).json()
    assert ask(query)["user"]["contributionsCollection"]["totalCommitContributions"] >= len(rest) > 0
