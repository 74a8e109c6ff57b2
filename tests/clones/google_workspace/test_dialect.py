"""How Google's clone reads tokens, pages by token and words errors for older and newer APIs."""

import pytest
from tests.clones.caller import Caller


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("google-workspace")


def test_people_of_the_domain(ask: Caller) -> None:
    users = ask("GET", "/admin/directory/v1/users", query="customer=my_customer").data["users"]
    assert [user["primaryEmail"] for user in users][:3] == ["ada@acme.example", "ben@acme.example", "cleo@acme.example"]
    assert ask("GET", "/drive/v3/files", token=None, query=f"access_token={ask.token}").status == 200


def test_pages_go_on_by_token(ask: Caller) -> None:
    first = ask("GET", "/drive/v3/files", query="pageSize=1").data
    assert [file["name"] for file in first["files"]] == ["Roadmap"]
    rest = ask("GET", "/drive/v3/files", query=f"pageSize=1&pageToken={first['nextPageToken']}").data
    assert [file["name"] for file in rest["files"]] == ["Prices"]
    assert "nextPageToken" not in rest


def test_older_apis_give_reasons_and_newer_ones_details(ask: Caller) -> None:
    status, body = ask.refusal("GET", "/drive/v3/files/nosuchfile")
    assert (status, body["error"]["errors"][0]["reason"]) == (404, "notFound")
    assert body["error"]["message"] == "File not found: nosuchfile."
    status, body = ask.refusal("GET", "/v1/documents/nosuchdocument")
    assert (status, body["error"]["status"], "errors" in body["error"]) == (404, "NOT_FOUND", False)


def test_a_token_without_the_scope(ask: Caller) -> None:
    limited = next(made for made in ask.session.opened.credentials.all("google-workspace") if made.scopes)
    status, body = ask.refusal("GET", "/drive/v3/files", token=limited.token)
    assert (status, body["error"]["details"][0]["reason"]) == (403, "ACCESS_TOKEN_SCOPE_INSUFFICIENT")


def test_a_file_is_made_and_read_back(ask: Caller) -> None:
    made = ask("POST", "/drive/v3/files", {"name": "Notes", "mimeType": "text/plain"}).data
    assert ask("GET", f"/drive/v3/files/{made['id']}").data["name"] == "Notes"
