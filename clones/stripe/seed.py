"""Seeds: people, keys, an account, and a history that the clone's own operations made; https://docs.stripe.com/api."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import orjson

from clonery.server.dialect import Paging
from clonery.server.request import Answer
from clonery.server.state import jobs
from clonery.server.state.clock import parse
from clonery.server.state.seeds import SeedError

from . import lookups
from .keys import Scope
from .records.accounts import Account
from .records.thing import Thing

if TYPE_CHECKING:
    from clonery.server.call import Call

_RECORD = {"type": "object", "additionalProperties": True}
_TOKEN = {
    "type": "object", "required": ["token"], "additionalProperties": False,
    "properties": {
        "token": {"type": "string"}, "user": {"type": "string"}, "default": {"type": "boolean"},
        "scopes": {"type": "array", "items": {"type": "string"}}, "details": {"type": "object"},
        "expires_at": {"type": "string"},
    },
}  # fmt: skip
_STEP = {
    "type": "object", "additionalProperties": False,
    "properties": {
        "at": {"type": "string"}, "call": {"type": "string"}, "act": {"type": "string"}, "as": {"type": "string"},
        "with": _RECORD, "account": {"type": "string"},
    },
}  # fmt: skip
SCHEMA: dict[str, Any] = {
    "type": "object", "additionalProperties": False,
    "properties": {
        "now": {"type": "string"}, "account": _RECORD, "users": {"type": "array", "items": _RECORD},
        "tokens": {"type": "array", "items": _TOKEN},
        "records": {"type": "object", "additionalProperties": {"type": "array", "items": _RECORD}},
        "history": {"type": "array", "items": _STEP},
    },
}  # fmt: skip
"""`records` are stored as they are; a step of `history` calls an operation or an act (`call`, `act`) with arguments
(`with`) at a time (`at`),
as a connected account where `account` names one; `as` names the answer: `$name` in later arguments is its id,
`$name.field` one of its fields."""
_NAMED = re.compile(r"\$(\w+)((?:\.\w+)*)")


def plant(call: Call, data: dict[str, Any]) -> None:
    """Create the account, people, keys, records, then let the history happen. Raises SeedError."""
    for user in data.get("users", []):
        call.create(call.clone.kind("user"), **user)
    if "account" in data:
        lookups.make(call, Account, **data["account"])
    for kind, rows in data.get("records", {}).items():
        found = call.clone.kind(kind)
        for row in rows:
            if issubclass(found, Thing) and "object" not in row:
                lookups.make(call, found, **row)
            else:
                call.create(found, **row)
    ends = call.moment
    names: dict[str, Any] = {}
    for place, step in enumerate(data.get("history", [])):
        happen(call, step, names, f"history.{place}")
    _run_until(call, ends)
    for place, fields in enumerate(data.get("tokens", [])):
        _key(call, fields, f"tokens.{place}")


def _key(call: Call, fields: dict[str, Any], path: str) -> None:
    user = fields.get("user")
    if user is not None and call.peek(call.clone.kind("user"), user) is None:
        raise SeedError(f"no user {user!r}", f"{path}.user")
    call.mint(
        fields["token"], user=user, scopes=tuple(fields["scopes"]) if "scopes" in fields else None, seeded=True,
        default=fields.get("default", False), details=fields.get("details", {}),
        expires_at=parse(fields["expires_at"]) if "expires_at" in fields else None,
    )  # fmt: skip


def happen(call: Call, step: dict[str, Any], names: dict[str, Any], path: str) -> None:
    """One step; refused cards are part of a history, everything else that is refused is a mistake of the seed."""
    if "at" in step:
        _run_until(call, parse(step["at"]))
    call.memo.clear()
    call.memo["scope"] = Scope(False, _filled(step.get("account"), names))
    given = _filled(step.get("with", {}), names)
    call.arguments, call.paging = {}, Paging(100)
    if "act" in step:
        made = call.clone.acts[step["act"]][0](call, **given)
    else:
        operation = call.clone.operations.get(step.get("call", ""))
        if operation is None or operation.function is None:
            raise SeedError(f"no operation {step.get('call')!r} that is written", f"{path}.call")
        call.operation = operation
        flaws = call.clone.dialect.forgive(call, given, operation.check(given))
        if flaws:
            raise SeedError(f"{operation.name}: {flaws[0].name}: {flaws[0].rule}", f"{path}.with")
        made = operation.call(call, given)
    if "as" in step:
        names[step["as"]] = made.data["error"]["payment_intent"] if isinstance(made, Answer) else made


def _run_until(call: Call, moment: int) -> None:
    """Let what was left for later happen on its way to `moment`, and be there."""
    sql = "SELECT id, at, clone, job, doc FROM jobs WHERE clone = ? AND at <= ? ORDER BY at, id LIMIT 1"
    while row := call.session.store.execute(sql, (call.clone.name, moment)).fetchone():
        job = jobs.Job(row[0], row[1], row[2], row[3], orjson.loads(row[4]))
        jobs.done(call.session, job)
        call.moment = job.at
        call.memo.clear()
        call.clone.jobs[job.name](call, **job.details)
    call.moment = moment


def _filled(value: Any, names: dict[str, Any]) -> Any:
    """`value` with `$name.field` replaced by what earlier steps made."""
    if isinstance(value, dict):
        return {name: _filled(held, names) for name, held in value.items()}
    if isinstance(value, list):
        return [_filled(held, names) for held in value]
    found = _NAMED.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return value
    if found[1] not in names:
        raise SeedError(f"nothing was named {found[1]!r} before")
    made = names[found[1]]
    for field in found[2].split(".")[1:] or ["id"]:
        if isinstance(made, list):
            made = made[int(field)]
        else:
            made = made[field] if isinstance(made, dict) else made.doc[field]
    return made


def export(call: Call) -> dict[str, Any]:
    """The state as a seed: what `plant` makes again, without the history that led to it."""
    made: dict[str, Any] = {"users": [], "records": {}, "tokens": []}
    kinds = sorted(call.clone.kinds.values(), key=lambda kind: (kind.KIND.parent is not None, kind.KIND.name))
    for kind in dict.fromkeys(kinds):
        rows = [record.doc for record in call.all(kind)]
        if kind.KIND.name == "user":
            made["users"] = rows
        elif rows:
            made["records"][kind.KIND.name] = rows
    for credential in call.session.opened.credentials.all(call.clone.name):
        token = {"token": credential.token, "user": credential.user, "default": credential.default}
        token |= {"scopes": list(credential.scopes)} if credential.scopes is not None else {}
        token |= {"details": credential.details} if credential.details else {}
        made["tokens"].append({name: value for name, value in token.items() if value is not None})
    return made
