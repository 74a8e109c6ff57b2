"""Reviews of the graph beside what REST says of them."""

from typing import Any

import httpx
from tests.clones.github.graphql.conftest import Ask
from tests.clones.github.graphql.test_pull_changes import place, pull

__all__ = ["place", "pull"]


def test_comments_and_requests_of_rest(ask: Ask, http: httpx.Client, pull: dict[str, Any]) -> None:
    at = f"/repos/acme/webapp/pulls/{pull['number']}"
    http.post(f"{at}/requested_reviewers", json={"reviewers": ["ben"]})
    sha = http.get(at).json()["head"]["sha"]
    given = {"body": "Hm", "commit_id": sha, "path": "NOTE.md", "line": 1, "side": "RIGHT"}
    said = http.post(f"{at}/comments", json=given).json()
    query = """query($id: ID!) { node(id: $id) { ... on PullRequest { reviewRequests(first: 5) { nodes {
      requestedReviewer { ... on User { login } } } } reviewDecision totalCommentsCount
      reviews(first: 5) { nodes { state comments(first: 5) { nodes { id databaseId url body path line outdated diffHunk
      originalCommit { oid } author { login } } } } } reviewThreads(first: 5) { totalCount nodes { isOutdated
      viewerCanReply viewerCanResolve comments(first: 5) { nodes { databaseId } } } } } } }"""
    found = ask(query, id=pull["id"])["node"]
    assert found["reviewRequests"]["nodes"] == [{"requestedReviewer": {"login": "ben"}}]
    assert (found["reviewDecision"], found["totalCommentsCount"]) == (None, 1)
    (review,) = found["reviews"]["nodes"]
    (comment,) = review["comments"]["nodes"]
    assert (comment["id"], comment["databaseId"], comment["url"]) == (said["node_id"], said["id"], said["html_url"])
    assert (comment["line"], comment["diffHunk"], comment["outdated"]) == (said["line"], said["diff_hunk"], False)
    assert comment["originalCommit"]["oid"] == sha
    (thread,) = found["reviewThreads"]["nodes"]
    assert thread["comments"]["nodes"] == [{"databaseId": said["id"]}]
    assert (thread["viewerCanReply"], thread["viewerCanResolve"], thread["isOutdated"]) == (True, True, False)
