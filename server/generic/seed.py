"""The seed format of clones that have none of their own: people, tokens, and records by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..state.seeds import SeedError
from . import homes

if TYPE_CHECKING:
    from ..call import Call

_RECORD = {"type": "object", "additionalProperties": True}
SCHEMA: dict[str, Any] = {
    "type": "object", "additionalProperties": False,
    "properties": {
        "now": {"type": "string"},
        "users": {"type": "array", "items": _RECORD},
        "tokens": {"type": "array", "items": {
            "type": "object", "required": ["token"], "additionalProperties": False,
            "properties": {
                "token": {"type": "string"}, "user": {"type": ["string", "integer"]}, "style": {"type": "string"},
                "scopes": {"type": "array", "items": {"type": "string"}}, "default": {"type": "boolean"},
                "details": {"type": "object"},
            }}},
        "records": {"type": "object", "additionalProperties": {"type": "array", "items": _RECORD}},
    },
}  # fmt: skip
"""`records` maps kinds to records, made in this order but parents first; `in` names the parent as `kind/id`."""


def plant(call: Call, data: dict[str, Any]) -> None:
    """Create people, then records, then tokens. Raises SeedError for a reference to nothing."""
    user = call.clone.dialect.user_kind
    for fields in data.get("users", []):
        _record(call, user, dict(fields), "users")
    waiting = [
        (kind, dict(fields), f"records.{kind}.{place}")
        for kind, rows in data.get("records", {}).items()
        for place, fields in enumerate(rows)
    ]
    while waiting:
        left = [entry for entry in waiting if not _planted(call, *entry)]
        if len(left) == len(waiting):
            raise SeedError(f"no {left[0][1]['in'].replace('/', ' ', 1)!r} to lie in", f"{left[0][2]}.in")
        waiting = left
    for place, fields in enumerate(data.get("tokens", [])):
        of = fields.get("user")
        if of is not None and call.peek(call.clone.kind(user), of) is None:
            raise SeedError(f"no {user} {of!r}", f"tokens.{place}.user")
        call.mint(
            fields["token"], user=of, scopes=tuple(fields["scopes"]) if "scopes" in fields else None, seeded=True,
            style=fields.get("style", ""), default=fields.get("default", False), details=fields.get("details", {}),
        )  # fmt: skip


def _planted(call: Call, name: str, fields: dict[str, Any], path: str) -> bool:
    """Make the record; False while what it lies in is not there yet."""
    above = fields.get("in")
    if above is None:
        _record(call, name, fields, path)
        return True
    found = homes.named(call, str(above))
    if found is None:
        return False
    _record(
        call, name, {k: v for k, v in fields.items() if k != "in"} | homes.home(call.clone.kind(name), [found]), path
    )
    return True


def _record(call: Call, name: str, fields: dict[str, Any], path: str) -> None:
    kind = call.clone.kind(name)
    if not kind.OPEN and (unknown := set(fields) - kind.FIELDS):
        raise SeedError(f"{name} has no {', '.join(sorted(unknown))}", path)
    call.create(kind, **fields)


def export(call: Call) -> dict[str, Any]:
    """The state as a seed: what `plant` makes again."""
    user = call.clone.dialect.user_kind
    made: dict[str, Any] = {"users": [], "records": {}, "tokens": []}
    for kind in sorted(call.clone.kinds.values(), key=lambda kind: kind.KIND.name):
        for record in call.all(kind):
            doc = {name: value for name, value in record.doc.items() if name != homes.PARENT}
            if homes.PARENT in record.doc:
                doc["in"] = record.doc[homes.PARENT]
            if kind.KIND.name == user:
                made["users"].append(doc)
            else:
                made["records"].setdefault(kind.KIND.name, []).append(doc)
    for credential in call.session.opened.credentials.all(call.clone.name):
        token = {"token": credential.token, "user": credential.user, "default": credential.default}
        if credential.scopes is not None:
            token["scopes"] = list(credential.scopes)
        made["tokens"].append({name: value for name, value in token.items() if value is not None})
    return made
