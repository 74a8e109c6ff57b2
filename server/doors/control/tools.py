"""Tools for harnesses without MCP, and acts: what a person or the outside world does."""

from __future__ import annotations

from typing import Any

import orjson

from ... import perform
from ...clone import Clone
from ...farm import FarmError
from ...nearest import nearest
from ...operation import Operation
from ...request import Answer, Request
from ...state.session import Session
from . import bodies
from .connections import addresses
from .table import Asked, Table

table = Table("tools")

GIVEN = bodies.fields(arguments=bodies.OBJECT)
RESULT = bodies.answer(result=bodies.ANY, is_error=bodies.YES)
_DOORS = {"tools": "tools", "acts": "act"}
ACT = bodies.answer(name=bodies.TEXT, summary=bodies.TEXT, inputSchema=bodies.OBJECT)


@table.route("GET", "sessions/{id}/clones/{clone}/tools", query={"format": bodies.one_of("mcp", "openai", "anthropic")},
             answer=bodies.many(bodies.OBJECT))  # fmt: skip
def listed(asked: Asked) -> list[dict[str, Any]]:
    """The clone's tools as a list that a model's interface takes: of MCP (the default), OpenAI or Anthropic."""
    shown = [tool.shown for tool in asked.clone(asked.session).tools.values()]
    form = asked.query.get("format", "mcp")
    if form == "mcp":
        return shown
    made = []
    for tool in shown:
        head, schema = {"name": tool["name"], "description": tool["description"]}, tool["inputSchema"]
        if form == "openai":
            made.append({"type": "function", "function": {**head, "parameters": schema}})
        else:
            made.append({**head, "input_schema": schema})
    return made


@table.route("POST", "sessions/{id}/clones/{clone}/tools/{name}", body=GIVEN, answer=RESULT)
def call(asked: Asked) -> Answer:
    """Call a tool, as the default person unless an Authorization header brings a token."""
    session = asked.session
    clone, name = asked.clone(session), asked.path["name"]
    tool = clone.tools.get(name)
    if tool is None:
        raise FarmError(f"{clone.title} has no tool {name!r}{nearest(name, clone.tools)}", "name", "not_found", 404)
    request = _request(asked, session, clone, "tools")
    return _result(perform.tool(asked.farm, session, clone, request, tool, asked.body.get("arguments") or {}))


@table.route("GET", "sessions/{id}/clones/{clone}/acts", answer=bodies.many(ACT))
def acts(asked: Asked) -> list[dict[str, Any]]:
    """What a person or the outside world can do at this clone, with the schema of each act's arguments."""
    there = sorted(asked.clone(asked.session).acts.items())
    return [{"name": name, "summary": summary, "inputSchema": schema} for name, (_, schema, summary) in there]


@table.route("POST", "sessions/{id}/clones/{clone}/acts/{name}", body=GIVEN, answer=RESULT)
def act(asked: Asked) -> Answer:
    """Let a person or the outside world do something."""
    session = asked.session
    clone, name = asked.clone(session), asked.path["name"]
    found = clone.acts.get(name)
    if found is None:
        raise FarmError(f"{clone.title} has no act {name!r}{nearest(name, clone.acts)}", "name", "not_found", 404)
    made = Operation({"name": f"act:{name}", "inputSchema": found[1]}, clone.specs.schema)
    made.bind(found[0])
    request = _request(asked, session, clone, "acts")
    return _result(perform.act(asked.farm, session, clone, request, made, asked.body.get("arguments") or {}))


def _request(asked: Asked, session: Session, clone: Clone, door: str) -> Request:
    """The call as the clone sees it; a token that was sent and is not known is refused in the vendor's words."""
    credentials, sent = session.opened.credentials, asked.headers.get("authorization", "")
    token = sent.partition(" ")[2].strip() if sent.lower().startswith("bearer ") else ""
    credential = credentials.get(clone.name, token) if sent else credentials.default(clone.name)
    headers = {name: value for name, value in asked.headers.items() if name in ("traceparent", "user-agent")}
    if sent and credential is None:
        headers |= {name.lower(): value for name, value in clone.dialect.present(token or sent).items()}
    where = addresses(asked.root, session, clone.name)["rest"]
    return Request(
        "POST", f"/{door}/{asked.path['name']}", headers=headers, base=where, root=asked.root, door=_DOORS[door],
        prefix=where.removeprefix(asked.root), credential=credential,
    )  # fmt: skip


def _result(answer: Answer) -> Answer:
    body = orjson.dumps({"result": answer.data, "is_error": answer.refused or answer.status >= 400})
    return Answer(200, body, delay_ms=answer.delay_ms, transport=answer.transport)
