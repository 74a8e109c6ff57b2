"""Repositories, stars, following and rules of branches by the graph, read back by REST."""

from typing import Any

import httpx
import pytest
from tests.clones.github.graphql.conftest import Ask
from tests.clones.github.graphql.test_issue_changes import do, ids

__all__ = ["ids"]


def test_a_repository_is_made_and_changed(ask: Ask, http: httpx.Client) -> None:
    owner = ask('{ organization(login: "acme") { id } }')["organization"]["id"]
    made: Any = do(
        ask, "createRepository", "repository { id nameWithOwner isPrivate defaultBranchRef { name } isEmpty }",
        ownerId=owner, name="fresh", visibility="PRIVATE", description="New",
    )  # fmt: skip
    found = made["repository"]
    assert (found["nameWithOwner"], found["isPrivate"], found["isEmpty"]) == ("acme/fresh", True, True)
    assert found["defaultBranchRef"] is None
    do(ask, "updateRepository", "repository { id }", repositoryId=found["id"], description="Old", hasWikiEnabled=False)
    do(ask, "updateTopics", "repository { id }", repositoryId=found["id"], topicNames=["a", "b"])
    rest = http.get("/repos/acme/fresh").json()
    assert (rest["description"], rest["has_wiki"], rest["topics"]) == ("Old", False, ["a", "b"])
    do(ask, "archiveRepository", "repository { isArchived }", repositoryId=found["id"])
    assert http.get("/repos/acme/fresh").json()["archived"] is True
    do(ask, "unarchiveRepository", "repository { isArchived }", repositoryId=found["id"])
    assert http.get("/repos/acme/fresh").json()["archived"] is False


def test_stars_and_following(ask: Ask, http: httpx.Client, ids: dict[str, str]) -> None:
    made: Any = do(ask, "addStar", "starrable { stargazerCount viewerHasStarred }", starrableId=ids["webapp"])
    assert made["starrable"]["viewerHasStarred"] is True
    assert made["starrable"]["stargazerCount"] == http.get("/repos/acme/webapp").json()["stargazers_count"]
    assert http.get("/user/starred/acme/webapp").status_code == 204
    do(ask, "removeStar", "starrable { id }", starrableId=ids["webapp"])
    assert http.get("/user/starred/acme/webapp").status_code == 404
    ben = ask('{ user(login: "ben") { id } }')["user"]["id"]
    do(ask, "followUser", "user { viewerIsFollowing }", userId=ben)
    assert http.get("/user/following/ben").status_code == 204
    do(ask, "unfollowUser", "user { id }", userId=ben)
    assert http.get("/user/following/ben").status_code == 404


def test_rules_of_a_branch(ask: Ask, http: httpx.Client, ids: dict[str, str]) -> None:
    made: Any = do(
        ask, "createBranchProtectionRule", "branchProtectionRule { id pattern requiredApprovingReviewCount }",
        repositoryId=ids["webapp"], pattern="main", requiresApprovingReviews=True, requiredApprovingReviewCount=2,
        requiresStatusChecks=True, requiredStatusCheckContexts=["ci"],
    )  # fmt: skip
    rule = made["branchProtectionRule"]
    assert (rule["pattern"], rule["requiredApprovingReviewCount"]) == ("main", 2)
    at = "/repos/acme/webapp/branches/main/protection"
    rest = http.get(at).json()
    assert rest["required_status_checks"]["contexts"] == ["ci"]
    do(ask, "updateBranchProtectionRule", "clientMutationId", branchProtectionRuleId=rule["id"], isAdminEnforced=True)
    rest = http.get(at).json()
    assert rest["enforce_admins"]["enabled"] is True
    assert rest["required_pull_request_reviews"]["required_approving_review_count"] == 2
    listed = ask("""{ repository(owner: "acme", name: "webapp") { branchProtectionRules(first: 5) { nodes {
      pattern isAdminEnforced requiredStatusCheckContexts } } } }""")["repository"]["branchProtectionRules"]["nodes"]
    assert listed == [{"pattern": "main", "isAdminEnforced": True, "requiredStatusCheckContexts": ["ci"]}]
    do(ask, "deleteBranchProtectionRule", "clientMutationId", branchProtectionRuleId=rule["id"])
    assert http.get(at).status_code == 404


@pytest.mark.parametrize("name", ["webapp", "-"])
def test_a_name_that_can_not_be(send: Ask, ask: Ask, name: str) -> None:
    owner = ask('{ organization(login: "acme") { id } }')["organization"]["id"]
    query = "mutation($i: CreateRepositoryInput!) { createRepository(input: $i) { repository { id } } }"
    (error,) = send(query, i={"ownerId": owner, "name": name, "visibility": "PUBLIC"}).json()["errors"]
    assert (error["type"], error["path"]) == ("UNPROCESSABLE", ["createRepository"])
