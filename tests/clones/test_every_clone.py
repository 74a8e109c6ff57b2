"""What holds for every clone: its entries, its people, its seeds, and that each refusal is in the vendor's shape."""

from typing import Any

import orjson
import pytest

from clonery.server.bodies import FORM, JSON
from clonery.server.farm import Farm
from clonery.server.operation import GENERIC, REFUSED, WRITTEN, Operation, compiled
from clonery.server.registry import Registry
from clonery.server.request import Answer
from clonery.server.settings import Settings

from .caller import Caller

NAMES = [name for name in Registry().names if name != "conformance"]
CALLED = [name for name in NAMES if name != "linear"]
"""Those whose operations have a door: GraphQL has none yet."""
OBJECT = {"type": "object"}
TEXTS = {"type": "array", "items": {"type": "string"}}


def shape(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties}


ENVELOPES: dict[str, dict[str, Any]] = {
    "apify": shape(["error"], error=shape(["type", "message"])),
    "calcom": shape(
        ["status", "timestamp", "path", "error"], status={"const": "error"}, error=shape(["code", "message", "details"])
    ),
    "clickup": {"anyOf": [shape(["err", "ECODE"]), shape(["status", "message", "trace_id"])]},
    "customerio": {"anyOf": [shape(["meta"], meta=OBJECT), shape(["errors"], errors={"type": "array", "minItems": 1})]},
    "datadog": shape(["errors"], errors={"type": "array", "minItems": 1}),
    "github": shape(["message", "documentation_url"]),
    "gitlab": {"anyOf": [shape(["message"]), shape(["error"], error={"type": "string"})]},
    "google-workspace": shape(["error"], error=shape(["code", "message", "status"], code={"type": "integer"})),
    "hubspot": shape(["status", "message", "correlationId"], status={"const": "error"}),
    "jira": {
        "anyOf": [shape(["errorMessages", "errors"], errorMessages=TEXTS, errors=OBJECT), shape(["message"])],
    },
    "ownerrez": shape(["messages", "code", "doc_url", "status", "status_code"], messages=TEXTS),
    "pricelabs": shape(["error", "status"], error={"type": "string"}),
    "sentry": {"anyOf": [shape(["detail"]), {"type": "object", "additionalProperties": TEXTS}]},
    "slack": shape(["ok", "error"], ok={"const": False}, error={"type": "string", "pattern": "^[a-z_]+$"}),
    "stripe": shape(["error"], error=shape(["message"], message={"type": "string"})),
    "supabase": {"anyOf": [shape(["message"]), shape(["code", "error_code", "msg"])]},
    "unipile": shape(["title", "type", "status"], type={"type": "string", "pattern": "^(errors|api)/[a-z_]+$"}),
    "webflow": shape(["message", "code", "externalReference", "details"], details={"type": "array"}),
}
"""What every error of a vendor has in common, whatever the operation's description says of single ones."""
MISSING = {"datadog": (401,), "slack": (200,)}
UNKNOWN = {"datadog": (403,), "slack": (200,)}


@pytest.fixture(scope="module", params=CALLED)
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
        if ("http" in entry or "rpc" in entry) and (not body or ("body" in places <= {"body", "path"} and not whole)):
            return operation
    pytest.skip(f"{ask.clone.name} has no such operation")


def call(ask: Caller, operation: Operation, **more: Any) -> Answer:
    """Call it with a name that nothing has in each place of its path, and as its query's or method's identity."""
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
        if not writes or ("http" not in operation.entry and "rpc" not in operation.entry):
            continue
        if not needed or not set(needed) & set(limited[-1].scopes or ()):
            answer = call(ask, operation, token=limited[-1].token)
            if answer.status in (401, 403) or b"missing_scope" in answer.body:
                refused(ask, answer, (401, 403))
                return
    pytest.fail("the token with few scopes may do everything")


def test_an_unknown_thing_is_refused(ask: Caller) -> None:
    operation = first(ask, "read")
    refused(ask, call(ask, operation), (404, 400))


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
    else:
        answer = call(ask, operation, body=b"{}" if JSON in operation.entry.get("consumes", [JSON]) else b"")
    said = orjson.dumps(refused(ask, answer, (400, 403, 422))).decode()
    required = [operation.arguments[name] for name in operation.entry["inputSchema"]["required"]]
    named = [argument.wire for argument in required if argument.place == "body"]
    assert ask.clone.name not in ENVELOPES or any(name in said for name in named), said
