"""What holds for every clone: its entries, its people, its seeds, and that each refusal is in the vendor's shape."""

from random import Random
from typing import Any

import orjson
import pytest
from graphql import get_named_type, is_composite_type, is_required_argument
from tests.server.graphql.written import value_of

from clonery.server.bodies import FORM, JSON
from clonery.server.farm import Farm
from clonery.server.graphql.graph import api
from clonery.server.operation import GENERIC, REFUSED, WRITTEN, Operation, compiled
from clonery.server.registry import Registry
from clonery.server.request import Answer
from clonery.server.settings import Settings

from .caller import Caller
from .envelopes import ENVELOPES

NAMES = [name for name in Registry().names if name != "conformance"]
MISSING = {"datadog": (401,), "slack": (200,)}
UNFOUND = {"linear": (200,)}
BOUND = {"http", "rpc", "graphql"}
"""How operations are called."""
UNKNOWN = {"datadog": (403,), "slack": (200,)}


@pytest.fixture(scope="module", params=NAMES)
def ask(request: pytest.FixtureRequest) -> Caller:
    return Caller(request.param)


def first(ask: Caller, *verbs: str, body: bool = False, bare: bool = True) -> Operation:
    """The first operation of these verbs that needs a credential and nothing above it."""
    for operation in ask.clone.operations.values():
        effect, entry = operation.entry.get("effect", {}), operation.entry
        if effect.get("verb") not in verbs or effect.get("self") or operation.fidelity == REFUSED or effect.get("many"):
            continue
        if ask.clone.dialect.open(operation) or (bare and (effect.get("parents") or effect.get("pick"))):
            continue
        places = {operation.arguments[name].place for name in entry.get("inputSchema", {}).get("required", [])}
        whole = any(argument.whole for argument in operation.arguments.values())
        if entry.keys() & BOUND and (not body or ("body" in places <= {"body", "path"} and not whole)):
            return operation
    pytest.skip(f"{ask.clone.name} has no such operation")


def call(ask: Caller, operation: Operation, **more: Any) -> Answer:
    """Call it with a name that nothing has in each place of its path, and as its query's or method's identity."""
    if "graphql" in operation.entry:
        return ask("POST", ask.clone.graphql, more.pop("body", None) or document(ask, operation), **more)
    http = operation.entry.get("http")
    path = http["path"] if http else ask.clone.rpc_path(operation.entry["rpc"]["method"])
    query = []
    for argument in operation.arguments.values():
        text = "987654321" if "integer" in argument.types else "nosuchthing0"
        path = path.replace(f"{{{argument.wire}}}", text)
        required = argument.name in operation.entry["inputSchema"].get("required", ())
        if required and (argument.place == "query" or (not http and argument.place == "body")):
            query.append(f"{argument.wire}={text}")
    method = http["method"] if http else "GET"
    return ask(method, path, query="&".join(query) if method in ("GET", "DELETE") else "", **more)


def document(ask: Caller, operation: Operation) -> dict[str, Any]:
    """A document of one root field with valid values for what it requires; ids are of nothing that is there."""
    made, bound = api(ask.clone), operation.entry["graphql"]
    type_: Any = getattr(made.schema, f"{bound['type']}_type")
    field = type_.fields[bound["field"]]
    given = {key: value_of(arg.type, Random(0)) for key, arg in field.args.items() if is_required_argument(arg)}
    heads = ", ".join(f"${key}: {field.args[key].type}" for key in given)
    passed = ", ".join(f"{key}: ${key}" for key in given)
    below = " { __typename }" if is_composite_type(get_named_type(field.type)) else ""
    root = f"{bound['field']}{f'({passed})' if passed else ''}{below}"
    return {"query": f"{bound['type']}{f'({heads})' if heads else ''} {{ {root} }}", "variables": given}


def refused(ask: Caller, answer: Answer, statuses: tuple[int, ...]) -> Any:
    """The body of a refusal, checked against what the vendor's errors have in common."""
    assert answer.status in ((200,) if ask.clone.name == "slack" else statuses), answer.data
    envelope = ENVELOPES.get(ask.clone.name)
    if envelope is None:
        assert answer.data not in (None, {}, [])
    else:
        assert compiled(envelope, None).is_valid(answer.data), answer.data
    return answer.data


@pytest.mark.parametrize("name", NAMES)
def test_each_entry_is_written_generic_or_refused_with_a_reason(name: str) -> None:
    clone = Registry().get(name)
    states = {operation.fidelity for operation in clone.operations.values()}
    assert states <= {WRITTEN, GENERIC, REFUSED}
    assert all(operation.reason for operation in clone.operations.values() if operation.fidelity == REFUSED)
    assert sum(clone.counts.values()) == len(clone.operations) > 0
    assert all("effect" in made.entry or made.reason for made in clone.operations.values() if not made.function)


@pytest.mark.parametrize("name", NAMES)
def test_a_clone_says_how_it_is_reached(name: str) -> None:
    clone = Registry().get(name)
    assert clone.hosts
    assert any("{rest}" in text or "{address}" in text for text in clone.env.values())
    assert any("{token}" in text for text in clone.env.values())


@pytest.mark.parametrize("name", NAMES)
def test_the_default_seed_has_people_and_a_token_with_all_rights(name: str) -> None:
    ask = Caller(name)
    found = ask.session.opened.credentials.all(name)
    assert [made.default for made in found].count(True) == 1
    assert found[0].scopes is None
    store, kind = ask.session.store, ask.clone.kind(ask.clone.dialect.user_kind)
    assert found[0].user is None or store.get(kind, found[0].user) is not None
    assert len(list(store.select(kind))) >= 3


@pytest.mark.parametrize("name", NAMES)
def test_the_same_seed_gives_the_same_bytes(name: str) -> None:
    first, second = (Farm(Settings(clones=(name,))).create() for _ in range(2))
    assert list(first.store.db.iterdump()) == list(second.store.db.iterdump())


def test_an_unknown_route_is_refused(ask: Caller) -> None:
    answer = ask("GET", "/no/such/route")
    refused(ask, answer, (404, 405))
    assert "X-Clonery-Hint" in dict(answer.headers)


def test_no_token_is_refused(ask: Caller) -> None:
    operation = first(ask, "list", "read", "search", bare=False)
    refused(ask, call(ask, operation, token=None), MISSING.get(ask.clone.name, (401, 403)))


def test_an_unknown_token_is_refused(ask: Caller) -> None:
    operation = first(ask, "list", "read", "search", bare=False)
    refused(ask, call(ask, operation, token="nobodys0token"), UNKNOWN.get(ask.clone.name, (401, 403)))


def test_a_token_that_has_ended_is_refused(ask: Caller) -> None:
    operation = first(ask, "list", "read", "search", bare=False)
    credentials = ask.session.opened.credentials
    default = credentials.default(ask.clone.name)
    assert default is not None
    fields = {"clone": ask.clone.name, "user": default.user, "style": default.style, "details": default.details}
    with ask.session.transaction():
        for token, more in (("ended0token", {"revoked": True}), ("expired0token", {"expires_at": 1})):
            credentials.put(type(default)(token=token, **fields, **more))
    for token in ("ended0token", "expired0token"):
        refused(ask, call(ask, operation, token=token), (401, 403))


def test_a_token_without_the_scope_is_refused(ask: Caller) -> None:
    limited = [made for made in ask.session.opened.credentials.all(ask.clone.name) if made.scopes is not None]
    if not limited:
        pytest.skip(f"{ask.clone.name}'s seed has no token with few scopes")
    for operation in ask.clone.operations.values():
        needed = ask.clone.dialect.scopes(operation)
        writes = operation.entry.get("effect", {}).get("verb") == "create"
        if not writes or not operation.entry.keys() & BOUND:
            continue
        if not needed or not set(needed) & set(limited[-1].scopes or ()):
            answer = call(ask, operation, token=limited[-1].token)
            if answer.status in (401, 403) or b"missing_scope" in answer.body:
                refused(ask, answer, (401, 403))
                return
    pytest.fail("the token with few scopes may do everything")


def test_an_unknown_thing_is_refused(ask: Caller) -> None:
    operation = first(ask, "read")
    refused(ask, call(ask, operation), UNFOUND.get(ask.clone.name, (404, 400)))


def test_a_malformed_body_is_refused(ask: Caller) -> None:
    operation = first(ask, "create", body=True, bare=False)
    takes = operation.entry.get("consumes", [JSON])
    if JSON not in takes and FORM not in takes:
        pytest.skip("it takes neither JSON nor a form")
    if JSON in takes:
        answer = call(ask, operation, body=b'{"name": ', content_type=JSON)
    else:
        answer = call(ask, operation, body=b"name[=1", content_type=FORM)
    refused(ask, answer, (400, 422))


def test_a_missing_argument_is_refused_by_name(ask: Caller) -> None:
    operation = first(ask, "create", body=True, bare=False)
    if "rpc" in operation.entry:
        answer = ask("POST", ask.clone.rpc_path(operation.entry["rpc"]["method"]), {})
    elif "graphql" in operation.entry:
        bound = operation.entry["graphql"]
        answer = call(ask, operation, body={"query": f"{bound['type']} {{ {bound['field']} {{ __typename }} }}"})
    else:
        answer = call(ask, operation, body=b"{}" if JSON in operation.entry.get("consumes", [JSON]) else b"")
    said = orjson.dumps(refused(ask, answer, (400, 403, 422))).decode()
    required = [operation.arguments[name] for name in operation.entry["inputSchema"]["required"]]
    named = [argument.wire for argument in required if argument.place == "body"]
    assert ask.clone.name not in ENVELOPES or any(name in said for name in named), said
