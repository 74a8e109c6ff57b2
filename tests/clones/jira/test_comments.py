"""Comments are made, changed, listed and removed below their issue."""

from tests.clones.caller import Caller


def test_comments() -> None:
    ask, below = Caller("jira"), "/rest/api/3/issue/SHOP-1/comment"
    body = {"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": [{"type": "text", "text": "a"}]}]}
    first = ask("POST", below, {"body": body})
    assert (first.status, first.data["author"]["displayName"], first.data["body"]) == (201, "Ada Moreau", body)
    second = ask("POST", below.replace("3", "2", 1), {"body": "b"}).data
    assert second["body"] == "b"
    assert second["self"].endswith(f"/rest/api/2/issue/10001/comment/{second['id']}")
    listed = ask("GET", below, query="orderBy=-created&maxResults=1").data
    assert (listed["total"], [each["id"] for each in listed["comments"]]) == (2, [second["id"]])
    ask("PUT", f"{below}/{second['id']}", {"body": body})
    assert ask("GET", f"{below}/{second['id']}").data["body"] == body
    assert ask("PUT", f"{below}/{second['id']}", {}).status == 400
    assert ask("POST", below, {}).status == 400
    assert ask("GET", f"/rest/api/3/issue/SHOP-2/comment/{second['id']}").status == 404
    assert ask("DELETE", f"{below}/{second['id']}").status == 204
    assert ask("GET", f"{below}/{second['id']}").status == 404
