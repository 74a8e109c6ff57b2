"""What clients ask of the graph most, and change through it, read back by REST."""

import httpx
import pytest
from tests.clones.github.graphql.conftest import Ask

WEBAPP = '{ repository(owner: "acme", name: "webapp") { id issue(number: 1) { id number title state } } }'


def test_who_calls_and_where_things_are(ask: Ask) -> None:
    found = ask('{ viewer { login isViewer } user(login: "ada") { login name } organization(login: "acme") { login } }')
    assert found["viewer"] == {"login": "ada", "isViewer": True}
    assert found["user"]["login"] == "ada"
    assert found["organization"] == {"login": "acme"}
    assert ask("{ rateLimit { limit cost remaining resetAt } }")["rateLimit"]["limit"] == 5000


def test_what_is_not_there_is_null_with_the_graphs_own_error(send: Ask) -> None:
    answer = send('{ viewer { login } repository(owner: "acme", name: "none") { id } }')
    assert answer.status_code == 200
    body = answer.json()
    assert body["data"] == {"viewer": {"login": "ada"}, "repository": None}
    (error,) = body["errors"]
    assert (error["type"], error["path"]) == ("NOT_FOUND", ["repository"])
    assert error["message"] == "Could not resolve to a Repository with the name 'acme/none'."


def test_without_a_token_nothing_is_answered(send: Ask) -> None:
    answer = send("{ viewer { login } }", "")
    assert answer.status_code == 401
    assert "message" in answer.json()


def test_an_issue_is_opened_labelled_commented_and_closed(ask: Ask, http: httpx.Client) -> None:
    where = ask('{ repository(owner: "acme", name: "webapp") { id labels(first: 1) { nodes { id name } } } }')[
        "repository"
    ]
    create = """mutation($i: CreateIssueInput!) { createIssue(input: $i) {
      clientMutationId issue { id number title state labels(first: 5) { nodes { name } } author { login } } } }"""
    (label,) = where["labels"]["nodes"]
    given = {"repositoryId": where["id"], "title": "By graph", "labelIds": [label["id"]], "clientMutationId": "7"}
    made = ask(create, i=given)["createIssue"]
    assert made["clientMutationId"] == "7"
    issue = made["issue"]
    assert (issue["state"], issue["author"], issue["labels"]["nodes"]) == (
        "OPEN",
        {"login": "ada"},
        [{"name": label["name"]}],
    )
    add = """mutation($i: AddCommentInput!) { addComment(input: $i) { subject { id }
      commentEdge { node { body author { login } } } } }"""
    said = ask(add, i={"subjectId": issue["id"], "body": "Hello"})["addComment"]
    assert said == {
        "subject": {"id": issue["id"]},
        "commentEdge": {"node": {"body": "Hello", "author": {"login": "ada"}}},
    }
    close = """mutation($i: CloseIssueInput!) { closeIssue(input: $i) { issue { state stateReason closed } } }"""
    closed = ask(close, i={"issueId": issue["id"], "stateReason": "NOT_PLANNED"})["closeIssue"]["issue"]
    assert closed == {"state": "CLOSED", "stateReason": "NOT_PLANNED", "closed": True}
    rest = http.get(f"/repos/acme/webapp/issues/{issue['number']}").json()
    assert (rest["state"], rest["state_reason"], rest["comments"], rest["node_id"]) == (
        "closed",
        "not_planned",
        1,
        issue["id"],
    )
    again = ask(
        "mutation($i: ReopenIssueInput!) { reopenIssue(input: $i) { issue { state } } }", i={"issueId": issue["id"]}
    )
    assert again["reopenIssue"]["issue"] == {"state": "OPEN"}
    change = "mutation($i: UpdateIssueInput!) { updateIssue(input: $i) { issue { title body } } }"
    updated = ask(change, i={"id": issue["id"], "title": "New", "body": "Text"})["updateIssue"]["issue"]
    assert updated == {"title": "New", "body": "Text"}


def test_labels_and_people_come_and_go(ask: Ask) -> None:
    where = ask(WEBAPP)["repository"]
    label = ask('{ repository(owner: "acme", name: "webapp") { labels(first: 9) { nodes { id name } } } }')[
        "repository"
    ]
    last = label["labels"]["nodes"][-1]
    add = """mutation($i: AddLabelsToLabelableInput!) { addLabelsToLabelable(input: $i) { labelable {
      ... on Issue { labels(first: 20) { nodes { name } } } } } }"""
    given = {"labelableId": where["issue"]["id"], "labelIds": [last["id"]]}
    assert {"name": last["name"]} in ask(add, i=given)["addLabelsToLabelable"]["labelable"]["labels"]["nodes"]
    remove = add.replace("AddLabelsToLabelableInput", "RemoveLabelsFromLabelableInput").replace(
        "addLabelsToLabelable", "removeLabelsFromLabelable"
    )
    left = ask(remove, i=given)["removeLabelsFromLabelable"]["labelable"]["labels"]["nodes"]
    assert {"name": last["name"]} not in left
    ada = ask('{ user(login: "ada") { id } }')["user"]["id"]
    assign = """mutation($i: AddAssigneesToAssignableInput!) { addAssigneesToAssignable(input: $i) { assignable {
      assignees(first: 9) { nodes { login } } } } }"""
    made = ask(assign, i={"assignableId": where["issue"]["id"], "assigneeIds": [ada]})
    assert {"login": "ada"} in made["addAssigneesToAssignable"]["assignable"]["assignees"]["nodes"]


def test_a_refusal_of_the_operation_is_one_of_the_graph(send: Ask, ask: Ask) -> None:
    id = ask(WEBAPP)["repository"]["id"]
    create = "mutation($i: CreateIssueInput!) { createIssue(input: $i) { issue { id } } }"
    body = send(create, i={"repositoryId": id, "title": " "}).json()
    assert body["data"] == {"createIssue": None}
    assert body["errors"][0]["path"] == ["createIssue"]


@pytest.mark.parametrize("id", ["", "I_nothing", "R_kgDOAAAAAA", "X_1", "I_kgDOAAAAAQ"])
def test_ids_of_nothing(send: Ask, id: str) -> None:
    body = send("query($id: ID!) { node(id: $id) { id } }", id=id).json()
    assert body["data"] == {"node": None}
    assert body["errors"][0]["type"] == "NOT_FOUND"


def test_what_nobody_wrote_answers_as_generic(send: Ask) -> None:
    answer = send("{ meta { isPasswordAuthenticationVerifiable } viewer { gistComments(first: 1) { totalCount } } }")
    assert answer.json()["data"]["meta"] == {"isPasswordAuthenticationVerifiable": False}
    assert set(answer.json()["extensions"]["clonery"]["generic"]) >= {"meta", "User.gistComments"}


def test_several_ids_each_with_its_own_fate(send: Ask, ask: Ask) -> None:
    id = ask(WEBAPP)["repository"]["id"]
    body = send("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=[id, "X_1", id]).json()
    assert body["data"] == {"nodes": [{"id": id}, None, {"id": id}]}
    (error,) = body["errors"]
    assert (error["type"], error["path"]) == ("NOT_FOUND", ["nodes", 1])
    assert error["message"] == "Could not resolve to a node with the global id of 'X_1'"


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ('user(login: "acme") { id }', "a User with the login of 'acme'."),
        ('organization(login: "ada") { id }', "an Organization with the login of 'ada'."),
    ],
)
def test_accounts_of_the_other_kind(send: Ask, field: str, words: str) -> None:
    (error,) = send(f"{{ {field} }}").json()["errors"]
    assert error["message"] == f"Could not resolve to {words}"


def test_searches_as_rest_makes_them(ask: Ask, http: httpx.Client) -> None:
    query = """query($q: String!, $type: SearchType!) { search(query: $q, type: $type, first: 10) { issueCount
      repositoryCount userCount nodes { __typename ... on Issue { number } ... on Repository { name }
      ... on User { login } ... on Organization { login } } pageInfo { hasNextPage } } }"""
    q = "repo:acme/webapp is:issue is:open sort:created-asc"
    found, rest = ask(query, q=q, type="ISSUE")["search"], http.get("/search/issues", params={"q": q}).json()
    assert found["issueCount"] == rest["total_count"] > 0
    assert [each["number"] for each in found["nodes"]] == [each["number"] for each in rest["items"]]
    found = ask(query, q="webapp in:name", type="REPOSITORY")["search"]
    assert (found["repositoryCount"], found["nodes"]) == (1, [{"__typename": "Repository", "name": "webapp"}])
    found = ask(query, q="ada type:user", type="USER")["search"]
    assert found["nodes"][0] == {"__typename": "User", "login": "ada"}
    q = "webapp OR theme"
    assert ask(query, q=q, type="ISSUE_ADVANCED")["search"]["issueCount"] == 1


def test_what_a_page_shows(ask: Ask, http: httpx.Client) -> None:
    page = http.get("/repos/acme/webapp/issues/1").json()["html_url"]
    query = "query($url: URI!) { resource(url: $url) { __typename ... on Issue { number url resourcePath } } }"
    found = ask(query, url=page)["resource"]
    assert found == {"__typename": "Issue", "number": 1, "url": page, "resourcePath": "/acme/webapp/issues/1"}


def test_a_repository_by_the_name_that_it_had(ask: Ask, send: Ask, http: httpx.Client) -> None:
    http.patch("/repos/acme/webapp", json={"name": "site"})
    assert ask('{ repository(owner: "acme", name: "webapp") { name } }') == {"repository": {"name": "site"}}
    body = send('{ repository(owner: "acme", name: "webapp", followRenames: false) { name } }').json()
    assert body["errors"][0]["type"] == "NOT_FOUND"


def test_licences(ask: Ask) -> None:
    assert "mit" in [each["key"] for each in ask("{ licenses { key } }")["licenses"]]
    assert ask('{ license(key: "mit") { name spdxId } }')["license"] == {"name": "MIT License", "spdxId": "MIT"}
