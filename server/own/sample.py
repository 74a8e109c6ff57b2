"""A first round trip through a new clone: something made and read back, for its seed and its test."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from .. import perform
from ..clone import Clone
from ..compiler.report import Json
from ..farm import Farm
from ..generic.fitting import Fitting
from ..generic.naming import field as identity_field
from ..generic.naming import identity, item_schema
from ..generic.plans import Plan
from ..operation import Operation
from ..request import Request
from ..settings import Settings
from ..state import snapshots

BEGAN = "2026-01-05T09:00:00Z"


@dataclass
class Sample:
    """What to send, where to read it back (`read` has `{id}`), where in both answers it stands, and the record kept.

    `path` "" where the description has no such pair of operations. `numbered`: people's ids are numbers.
    """

    method: str = ""
    path: str = ""
    body: Any = None
    read: str = ""
    id_code: str = ""
    at: str = ""
    made_at: str = ""
    records: Json = field(default_factory=dict)
    numbered: bool = False


def sample(name: str, folder: Path) -> Sample:
    """The first kind that can be made and read back, tried in a farm of its own."""
    farm = Farm(Settings(clones=(name,), clones_folder=folder))
    try:
        return _first(farm, farm.clone(name))
    finally:
        for session in farm.sessions.values():
            session.close()


def _first(farm: Farm, clone: Clone) -> Sample:
    own = next((each for each in clone.operations.values() if each.entry.get("effect", {}).get("self")), None)
    person = (item_schema(own) if own else None) or identity(clone, clone.dialect.user_kind).item
    item = Fitting(clone.specs.schema).resolved(person or {})
    numbered = (item.get("properties", {}).get("id") or {}).get("type") == "integer"
    for making in clone.operations.values():
        effect = making.entry.get("effect", {})
        if effect.get("verb") != "create" or effect.get("parents") or effect.get("many") or effect.get("identity"):
            continue
        if effect["kind"] == clone.dialect.user_kind or "http" not in making.entry:
            continue
        for reading in clone.operations.values():
            found = _tried(farm, clone, making, reading)
            if found is not None:
                found.numbered = numbered
                return found
    return Sample(numbered=numbered)


def _tried(farm: Farm, clone: Clone, making: Operation, reading: Operation) -> Sample | None:
    effect, wanted = making.entry["effect"], reading.entry.get("effect", {})
    names = wanted.get("identity", ())
    if wanted.get("verb") != "read" or wanted.get("kind") != effect["kind"] or wanted.get("parents") or len(names) != 1:
        return None
    if _asked(making, "query") or _asked(reading, "query") or _asked(making, "header") or _asked(reading, "header"):
        return None
    path, to_read = making.entry["http"]["path"], reading.entry["http"]["path"]
    body = _body(clone, making)
    if "{" in path or body is None:
        return None
    session = farm.create(clock=BEGAN)
    made = _call(farm, session, clone, making.entry["http"]["method"], path, body)
    named = identity_field(clone, reading, names[0])
    place = effect.get("item_at", "")
    whole = _at(made, place)
    if not isinstance(whole, dict) or named not in whole:
        return None
    to_read = to_read.replace("{" + names[0] + "}", "{id}")
    read = _call(farm, session, clone, "GET", to_read.format(id=whole[named]), None)
    if _at(read, wanted.get("item_at", "")) != whole:
        return None
    code = f"made.json(){_code(place)}[{named!r}]"
    records = snapshots.state(session, clone.name, effect["kind"])[clone.name]
    kept = {kind: list(below.values()) for kind, below in records.items()}
    return Sample(
        making.entry["http"]["method"], path, body, to_read, code, _code(wanted.get("item_at", "")), _code(place), kept
    )


def _asked(operation: Operation, place: str) -> list[str]:
    required = operation.entry["inputSchema"].get("required", ())
    return [each.name for each in operation.at(place) if each.name in required]


def _body(clone: Clone, operation: Operation) -> Any:
    """The smallest body that the description takes, with one field at least; None for one that is no JSON."""
    if operation.entry.get("consumes") and "application/json" not in operation.entry["consumes"]:
        return None
    fit, named = _Words(clone.specs.schema, now=BEGAN), operation.at("body")
    whole = next((each for each in named if each.whole), None)
    if whole is not None:
        return fit.fit(whole.schema)
    required = operation.entry["inputSchema"].get("required", ())
    body = {each.wire: fit.fit(each.schema) for each in named if each.name in required}
    plain = [each for each in named if each.types == ("string",)]
    if not body and plain:
        body = {plain[0].wire: fit.fit(plain[0].schema)}
    return body


class _Words(Fitting):
    """Texts that a reader sees, where the schema takes any."""

    def text(self, plan: Plan) -> str:
        made = super().text(plan)
        return made or ("example" if plan.takes("example") else made)


def _call(farm: Farm, session: Any, clone: Clone, method: str, path: str, body: Any) -> Any:
    default = session.opened.credentials.default(clone.name)
    headers = {name.lower(): value for name, value in clone.dialect.present(default.token).items()}
    sent = b"" if body is None else orjson.dumps(body)
    if sent:
        headers["content-type"] = "application/json"
    request = Request(method, path, "", headers, sent, "http://clone", "http://clone", credential=default)
    answer = perform.rest(farm, session, clone, request)
    return answer.data if answer.status < 300 and answer.json else None


def _at(value: Any, place: str) -> Any:
    for name in [part for part in place.split(".") if part]:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _code(place: str) -> str:
    return "".join(f"[{part!r}]" for part in place.split(".") if part)
