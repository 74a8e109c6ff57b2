"""The GraphQL door: documents by POST, GET and in lists, bodies that are none, and our own mistakes."""

from typing import Any
from urllib.parse import urlencode

import orjson
import pytest
from tests.server.graphql.conftest import Graphed

from clonery.server.graphql.answering import Asking


@pytest.fixture
def ask() -> Graphed:
    made = Graphed()
    made.begin("small-team")
    return made


def test_a_document_by_post_with_variables(ask: Graphed) -> None:
    answer = ask.send({"query": "query($id: String!) { team(id: $id) { key } }", "variables": {"id": "ENG"}})
    assert (answer.status, answer.data) == (200, {"data": {"team": {"key": "ENG"}}})
    assert dict(answer.headers)["X-RateLimit-Requests-Limit"] == "5000"


def test_a_document_by_get(ask: Graphed) -> None:
    query = urlencode({"query": "query($id: String!) { team(id: $id) { key } }", "variables": '{"id": "ENG"}'})
    assert ask.send(b"", method="GET", query=query).data == {"data": {"team": {"key": "ENG"}}}


def test_get_changes_nothing(ask: Graphed) -> None:
    query = urlencode({"query": 'mutation { issueLabelCreate(input: {name: "X"}) { success } }'})
    answer = ask.send(b"", method="GET", query=query)
    assert answer.status == 400
    assert "POST" in answer.data["errors"][0]["message"]
    assert ask.send(b"", method="PUT").status == 405


def test_several_documents_in_one_request(ask: Graphed) -> None:
    answer = ask.send(
        [{"query": "{ viewer { name } }"}, {"query": "{ nothing }"}, {"query": "{ organization { name } }"}]
    )
    assert [sorted(each) for each in answer.data] == [["data"], ["errors"], ["data"]]
    assert answer.data[2] == {"data": {"organization": {"name": "Acme"}}}


def test_a_document_as_plain_text(ask: Graphed) -> None:
    from clonery.server.doors import rest
    from clonery.server.request import Request

    headers = {"authorization": ask.token, "content-type": "application/graphql"}
    request = Request("POST", "/graphql", "", headers, b"{ viewer { name } }", "http://h/linear", "http://h")
    assert rest.enter(ask.farm, ask.session, ask.clone, request).data == {"data": {"viewer": {"name": "Ada Moreau"}}}


@pytest.mark.parametrize("body", [b"{", b"1", b'"text"', b"[]", b"[1]", b"", orjson.dumps([{}] * 30)])
def test_bodies_that_hold_no_document_are_refused(ask: Graphed, body: bytes) -> None:
    answer = ask.send(body)
    assert answer.status == 400
    assert answer.data["errors"][0]["extensions"]["type"]


def test_a_body_over_the_limit_is_refused(ask: Graphed) -> None:
    answer = ask.send(b'{"query": "' + b" " * ask.farm.settings.body_limit_bytes + b'"}')
    assert answer.status == 413


def test_persisted_queries_are_refused_by_name(ask: Graphed) -> None:
    answer = ask.send({"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "00"}}})
    assert answer.data["errors"][0]["extensions"]["code"] == "PERSISTED_QUERY_NOT_SUPPORTED"


def test_our_own_mistake_is_an_error_of_the_vendors_server(ask: Graphed, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Asking, "answer", broken)
    answer = ask.send({"query": "{ viewer { id } }"})
    assert answer.status == 500
    assert answer.data["errors"][0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"


def test_other_paths_go_on_being_rest(ask: Graphed) -> None:
    from clonery.server.doors import rest
    from clonery.server.request import Request

    request = Request("POST", "/graphqls", "", {"authorization": ask.token}, b"{}", "http://h/linear", "http://h")
    assert rest.enter(ask.farm, ask.session, ask.clone, request).status == 404
