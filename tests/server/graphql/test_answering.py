"""Documents answered: each root field an operation with its line, errors in their places, introspection, refusals."""

from typing import Any

import orjson
from graphql import get_introspection_query
from tests.server.graphql.conftest import Graphed

CREATE = 'mutation { issueLabelCreate(input: {name: "Fresh"}) { success lastSyncId issueLabel { id name } } }'


def lines(ask: Graphed) -> list[Any]:
    return ask.session.opened.log.read(0, 1000)[0]


def errors(ask: Graphed, query: str, **more: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask.send({"query": query, **more}).data["errors"]
    return found


def test_each_root_field_is_an_operation_with_its_own_line(ask: Graphed) -> None:
    ask("{ viewer { id } mine: viewer { name } teams { nodes { key } } }")
    told = [(line["operation"], line["door"], line["fidelity"], line["status"]) for line in lines(ask)]
    assert told == [(name, "graphql", "written", 200) for name in ("viewer", "viewer", "teams")]


def test_a_write_is_kept_and_logged_with_what_it_changed(ask: Graphed) -> None:
    made = ask(CREATE)["issueLabelCreate"]
    assert made["success"] is True
    again = ask("query($id: String!) { issueLabel(id: $id) { name } }", id=made["issueLabel"]["id"])
    assert again == {"issueLabel": {"name": "Fresh"}}
    assert len(lines(ask)[0]["changed"]) == 1
    assert lines(ask)[1]["changed"] == []


def test_mutations_run_in_order_and_stop_at_the_first_that_fails(ask: Graphed) -> None:
    query = """mutation {
      one: issueLabelCreate(input: {name: "One"}) { success }
      two: issueLabelUpdate(id: "none", input: {name: "Two"}) { success }
      three: issueLabelCreate(input: {name: "Three"}) { success }
    }"""
    answer = ask.send({"query": query}).data
    assert answer["data"] is None
    assert [error["path"] for error in answer["errors"]] == [["two"]]
    names = {each["name"] for each in ask("{ issueLabels { nodes { name } } }")["issueLabels"]["nodes"]}
    assert "One" in names
    assert "Three" not in names


def test_an_error_names_path_place_and_the_vendors_code(ask: Graphed) -> None:
    (error,) = errors(ask, '{\n  found: issue(id: "ENG-99") { id }\n}')
    assert error["path"] == ["found"]
    assert error["locations"] == [{"line": 2, "column": 3}]
    assert error["extensions"]["code"] == "INPUT_ERROR"


def test_a_nested_failure_leaves_the_rest_of_a_nullable_field(ask: Graphed) -> None:
    answer = ask.send({"query": "{ viewer { id } issueVcsBranchSearch(branchName: \"x/eng-1\") "
                                "{ id comments(first: 999) { nodes { id } } } }"}).data  # fmt: skip
    assert answer["data"]["issueVcsBranchSearch"] is None
    assert answer["data"]["viewer"]["id"]
    assert answer["errors"][0]["path"] == ["issueVcsBranchSearch", "comments"]


def test_the_failure_of_one_of_many_names_its_place_in_the_list(ask: Graphed) -> None:
    answer = ask.send({"query": "{ issues(first: 2) { nodes { comments(first: -1) { nodes { id } } } } }"}).data
    assert answer["data"] is None
    assert [error["path"] for error in answer["errors"]] == [["issues", "nodes", place, "comments"] for place in (0, 1)]


def test_what_nobody_wrote_answers_and_says_so(ask: Graphed) -> None:
    answer = ask.send({"query": "{ viewer { id } dashboards: pushSubscriptionTest { success } }"})
    assert answer.data["data"]["dashboards"] == {"success": False}
    assert answer.data["extensions"] == {"clonery": {"generic": ["pushSubscriptionTest"]}}
    assert dict(answer.headers)["X-Clonery-Fidelity"] == "generic"


def test_a_bad_token_refuses_the_whole_request(ask: Graphed) -> None:
    for token in ("", "wrong"):
        answer = ask.send({"query": "{ viewer { id } }"}, token=token)
        assert answer.status == 401
        assert "data" not in answer.data
        assert answer.data["errors"][0]["extensions"]["code"] == "AUTHENTICATION_ERROR"


def test_introspection_gives_the_whole_schema_and_is_kept(ask: Graphed) -> None:
    query = get_introspection_query()
    schema = ask(query)["__schema"]
    assert len(schema["types"]) == len(ask.api.schema.type_map)
    assert ask.milliseconds(lambda: ask.send({"query": query}), 3) < 400
    assert ask("{ __typename }") == {"__typename": "Query"}


def test_documents_that_cannot_run_are_refused_and_change_nothing(ask: Graphed) -> None:
    cases = [
        ("{ viewer { id }", "GRAPHQL_PARSE_FAILED"), ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("", "BAD_REQUEST"), ("query A { viewer { id } } query B { viewer { id } }", "OPERATION_RESOLUTION_FAILURE"),
        ("query($id: String!) { issue(id: $id) { id } }", "BAD_USER_INPUT"),
        ("{ viewer { ...A } } fragment A on User { ...A }", "GRAPHQL_VALIDATION_FAILED"),
        ("{" + "viewer {" * 1000 + "id" + "}" * 1001, "GRAPHQL_PARSE_FAILED"),
        ("# " + "x" * 500_000 + "\n{ viewer { id } }", "INPUT_ERROR"),
        ("{ issues(first: 250) { nodes { children(first: 250) { nodes { id title } } } } }", "INPUT_ERROR"),
        ("subscription { issueCreated { id } }", None),
    ]  # fmt: skip
    for query, code in cases:
        answer = ask.send({"query": query})
        assert answer.status == 400, query[:60]
        assert "data" not in answer.data
        if code:
            assert answer.data["errors"][0]["extensions"]["code"] in (code, "INPUT_ERROR"), query[:60]
    assert all(not line["changed"] for line in lines(ask))


def test_messages_quote_as_clients_expect(ask: Graphed) -> None:
    assert errors(ask, "{ nothing }")[0]["message"] == 'Cannot query field "nothing" on type "Query".'
    query = "query($i: String!) { issue(id: $i) { id } }"
    missing, null = 'Variable "$i" of required type "String!" was not provided.', "of non-null type"
    assert errors(ask, query)[0]["message"] == missing
    said = f'Variable "$i" {null} "String!" must not be null.'
    assert errors(ask, query, variables={"i": None})[0]["message"] == said
    assert errors(ask, "{ issue(id: null) { id } }")[0]["message"] == 'Expected value of type "String!", found null.'


def test_an_operation_is_chosen_by_name(ask: Graphed) -> None:
    body = {"query": "query A { viewer { id } } query B { viewer { name } }", "operationName": "B"}
    assert ask.send(body).data == {"data": {"viewer": {"name": "Ada Moreau"}}}
    assert ask.send({**body, "operationName": "C"}).status == 400


def test_strict_sessions_refuse_what_nobody_wrote(ask: Graphed) -> None:
    ask.session = ask.farm.create(strict=True)
    answer = ask.send({"query": "{ pushSubscriptionTest { success } }"})
    assert answer.data["data"] is None
    assert answer.data["errors"][0]["path"] == ["pushSubscriptionTest"]


def test_fields_of_a_newer_schema_are_null_where_that_is_wanted(ask: Graphed) -> None:
    query = """{ viewer { id mood friends(first: 3) { nodes { id } } teams { nodes { key vibe } } } weather { sky }
      issues(first: 1) { nodes { ...New } } } fragment New on Issue { title karma }"""
    assert ask.send({"query": query}).status == 400
    ask.api.documents.clear()
    ask.farm.settings.unknown_fields = True
    try:
        answer = ask.send({"query": query}).data
    finally:
        ask.farm.settings.unknown_fields = False
        ask.api.documents.clear()
    data = answer["data"]
    assert (data["viewer"]["mood"], data["viewer"]["friends"], data["weather"]) == (None, None, None)
    assert data["viewer"]["teams"]["nodes"] == [{"key": "ENG", "vibe": None}]
    assert data["issues"]["nodes"][0]["karma"] is None
    drift = ["Issue.karma", "Query.weather", "Team.vibe", "User.friends", "User.mood"]
    assert answer["extensions"]["clonery"]["drift"] == drift
    assert lines(ask)[1]["hint"] == f"the schema lacks {', '.join(drift)}"


def test_faults_meet_root_fields(ask: Graphed) -> None:
    from clonery.server.state.faults import Fault

    fault = Fault(id="f1", clone="linear", operation="viewer", status=503, kind="status", count=1)
    ask.session.opened.faults.append(fault)
    assert ask.send({"query": "{ teams { nodes { id } } }"}).status == 200
    assert ask.send({"query": "{ viewer { id } }"}).status == 503
    assert ask.send({"query": "{ viewer { id } }"}).status == 200


def test_answers_are_the_same_bytes_for_the_same_calls(ask: Graphed) -> None:
    bodies = []
    for _ in range(2):
        ask.begin("small-team")
        bodies.append([ask.send({"query": query}).body for query in (CREATE, "{ issues { nodes { id title } } }")])
    assert bodies[0] == bodies[1]
    assert orjson.loads(bodies[0][0])["data"]
