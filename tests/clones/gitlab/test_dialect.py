"""How GitLab's clone reads tokens and paths, pages with headers, and checks scopes."""

import pytest
from tests.clones.caller import Caller


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("gitlab")


def test_the_token_travels_in_four_ways(ask: Caller) -> None:
    for headers in ({"private_token": ask.token}, {"authorization": f"Bearer {ask.token}"}, {"job_token": ask.token}):
        assert ask("GET", "/api/v4/user", token=None, **headers).data["username"] == "ada"
    assert ask("GET", "/api/v4/user", token=None, query=f"private_token={ask.token}").data["id"] == 1


def test_a_project_goes_by_its_path(ask: Caller) -> None:
    by_path = ask("GET", "/api/v4/projects/acme%2Fwebapp").data
    assert by_path == ask("GET", "/api/v4/projects/1").data
    assert by_path["path_with_namespace"] == "acme/webapp"
    assert ask("GET", "/api/v4/projects/acme%2Fwebapp/issues/1").data["title"] == "Checkout fails with an empty cart"
    assert ask.refusal("GET", "/api/v4/projects/acme%2Fnone") == (404, {"message": "404 Project Not Found"})


def test_lists_are_newest_first_and_page_by_headers(ask: Caller) -> None:
    answer = ask("GET", "/api/v4/projects/1/issues", query="per_page=2")
    headers = dict(answer.headers)
    assert [issue["iid"] for issue in answer.data] == [3, 2]
    assert (headers["X-Total"], headers["X-Total-Pages"], headers["X-Next-Page"], headers["X-Prev-Page"]) == (
        "3",
        "2",
        "2",
        "",
    )
    assert '<http://farm/gitlab/api/v4/projects/1/issues?per_page=2&page=2>; rel="next"' in headers["Link"]
    second = ask("GET", "/api/v4/projects/1/issues", query="per_page=2&page=2")
    assert [issue["iid"] for issue in second.data] == [1]
    assert dict(second.headers)["X-Next-Page"] == ""


def test_a_token_without_api_reads_people_only(ask: Caller) -> None:
    limited = "glpat-benAcmeReadUser00001"
    assert ask("GET", "/api/v4/user", token=limited).data["username"] == "ben"
    status, body = ask.refusal("POST", "/api/v4/projects", body={"name": "x"}, token=limited)
    assert (status, body["error"], body["scope"]) == (403, "insufficient_scope", "api")


def test_numbers_count_below_their_project(ask: Caller) -> None:
    made = ask("POST", "/api/v4/projects/2/issues", {"title": "Rotate the certificates"})
    assert (made.status, made.data["title"]) == (201, "Rotate the certificates")
    assert str(made.data["iid"]) == "1"
    assert ask("GET", "/api/v4/projects/2/issues/1").data["title"] == "Rotate the certificates"
