"""The GraphQL door: documents by POST and GET, one or several at once, for every clone that has a schema."""

from __future__ import annotations

import logging
from typing import Any

import orjson

from .. import perform
from ..farm import Farm
from ..problems import Malformed, Problem, TooLarge, WrongMethod
from ..request import Answer, Request
from ..state.session import Session

logger = logging.getLogger("clonery")
DOOR = "graphql"
LIMIT = 20
"""How many documents one request may hold."""


def answer(farm: Farm, session: Session, clone: Any, request: Request) -> Answer:
    """Answer one HTTP request to the clone's graph. The schema is loaded by the first one."""
    from ..graphql.answering import Asking, crashed

    request.door = DOOR
    try:
        asked = read(farm, request)
    except Problem as problem:
        return perform.refuse(perform.start(farm, session, clone, request), problem)
    several = isinstance(asked, list)
    made: list[Answer] = []
    for given in asked if several else [asked]:
        asking = Asking(farm, session, clone, request, given)
        try:
            made.append(asking.answer())
        except Exception:
            logger.exception("a document of %s failed", clone.name)
            made.append(crashed(asking))
    if not several:
        return made[0]
    first = made[0]
    first.body = b"[" + b",".join(one.body for one in made) + b"]"
    first.status = max(one.status for one in made)
    return first


def read(farm: Farm, request: Request) -> Any:
    """The document with its variables, or a list of such. Raises Malformed, TooLarge, WrongMethod."""
    if request.method in ("GET", "HEAD"):
        given: dict[str, Any] = dict(request.pairs)
        for name in ("variables", "extensions"):
            if given.get(name):
                given[name] = _parsed(given[name].encode())
        return given
    if request.method != "POST":
        raise WrongMethod(allowed=["GET", "POST"])
    if len(request.body) > farm.settings.body_limit_bytes:
        raise TooLarge(limit=farm.settings.body_limit_bytes)
    if request.content_type == "application/graphql":
        return {"query": request.body.decode("utf-8", "replace")}
    asked = _parsed(request.body)
    if isinstance(asked, list):
        if not 0 < len(asked) <= LIMIT or not all(isinstance(each, dict) for each in asked):
            raise Malformed(f"a list holds 1 to {LIMIT} documents", code="json")
        return asked
    if not isinstance(asked, dict):
        raise Malformed("the body holds no document", code="json")
    return asked


def _parsed(text: bytes) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Malformed(f"the body is no JSON: {error}", code="json") from None
