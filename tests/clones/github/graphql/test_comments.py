"""What everything that somebody says has in common."""

import httpx
from tests.clones.github.credentials import BEN
from tests.clones.github.graphql.conftest import Ask

QUERY = """{ repository(owner: "acme", name: "webapp") { issue(number: 1) { body bodyText bodyHTML authorAssociation
  viewerDidAuthor viewerCanUpdate viewerCanClose viewerCanReopen viewerCanDelete viewerCannotUpdateReasons
  reactions(first: 5) { totalCount viewerHasReacted nodes { content user { login } } } } } }"""


def test_a_text_with_and_without_its_marks(ask: Ask, http: httpx.Client) -> None:
    http.patch("/repos/acme/webapp/issues/1", json={"body": "**Bold** `code` & [a link](https://example.com)"})
    found = ask(QUERY)["repository"]["issue"]
    assert found["bodyText"] == "Bold code & a link"
    assert "<strong>Bold</strong>" in found["bodyHTML"]


def test_what_the_viewer_may_do(ask: Ask, send: Ask, http: httpx.Client) -> None:
    found = ask(QUERY)["repository"]["issue"]
    rest = http.get("/repos/acme/webapp/issues/1").json()
    assert found["authorAssociation"] == rest["author_association"]
    assert (found["viewerCanUpdate"], found["viewerCanClose"], found["viewerCanReopen"]) == (True, True, False)
    assert (found["viewerCanDelete"], found["viewerCannotUpdateReasons"]) == (True, [])
    other = send(QUERY, BEN).json()["data"]["repository"]["issue"]
    assert other["viewerCanDelete"] is False


def test_reactions_of_rest(ask: Ask, http: httpx.Client) -> None:
    http.post("/repos/acme/webapp/issues/1/reactions", json={"content": "+1"})
    assert ask(QUERY)["repository"]["issue"]["reactions"] == {
        "totalCount": 1, "viewerHasReacted": True, "nodes": [{"content": "THUMBS_UP", "user": {"login": "ada"}}],
    }  # fmt: skip
