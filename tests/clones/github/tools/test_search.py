"""The tools that search: each for its own kind."""

from tests.clones.github.tools.conftest import Use


def test_issues_in_all_repositories_or_in_one(use: Use) -> None:
    assert use("search_issues", here=False, query="is:open")["total_count"] == 4
    found = use("search_issues", query="is:open", fields=["number"], sort="created", order="asc")
    assert found["items"] == [{"number": 1}, {"number": 2}, {"number": 3}]
    assert use("search_issues", query="repo:acme/infrastructure")["total_count"] == 1
    assert use("search_pull_requests", query="is:open")["total_count"] == 0
    assert use("search_issues", query="author:nobody", error=True)["status"] == "422"


def test_people_organizations_repositories_code_and_commits(use: Use) -> None:
    assert [made["login"] for made in use("search_users", here=False, query="acme in:email", perPage=2)["items"]] != []
    assert [made["login"] for made in use("search_orgs", here=False, query="acme")["items"]] == ["acme"]
    assert use("search_users", here=False, query="acme in:login")["items"] == []
    repositories = use("search_repositories", here=False, query="web")["items"]
    assert [made["full_name"] for made in repositories] == ["acme/webapp"]
    assert use("search_code", here=False, query="nothing-like-this")["total_count"] == 0
    assert use("search_commits", here=False, query="nothing-like-this")["total_count"] == 0
