"""HubSpot's words for what is wrong: a category, a message, and a name for the call."""

import re
from typing import Any

import pytest
from tests.clones.caller import Caller

from clonery.clones.hubspot import wording
from clonery.server import perform
from clonery.server.problems import (
    Conflict,
    Flaw,
    Forbidden,
    Gone,
    Invalid,
    Malformed,
    MissingScope,
    NoRoute,
    NotFound,
    Problem,
    RateLimited,
    Refused,
    Taken,
    TooLarge,
    Unauthorized,
    WrongMethod,
)  # fmt: skip
from clonery.server.request import Request

CASES = [
    (Unauthorized(code="missing"), 401, "INVALID_AUTHENTICATION"),
    (Unauthorized(code="expired"), 401, "EXPIRED_AUTHENTICATION"),
    (MissingScope(needed=["x"]), 403, "MISSING_SCOPES"),
    (Forbidden(), 403, "FORBIDDEN"),
    (NotFound(id="1"), 404, "OBJECT_NOT_FOUND"),
    (NoRoute(), 404, "NOT_FOUND"),
    (Refused("why"), 404, "NOT_FOUND"),
    (WrongMethod(), 405, "METHOD_NOT_ALLOWED"),
    (Malformed(), 400, "VALIDATION_ERROR"),
    (Invalid(flaws=(Flaw(("name",), "required"),)), 400, "VALIDATION_ERROR"),
    (Taken(kind="contact", fields=("email",)), 409, "CONFLICT"),
    (Conflict(), 409, "CONFLICT"),
    (Gone(), 410, "GONE"),
    (TooLarge(), 413, "PAYLOAD_TOO_LARGE"),
    (Problem(status=500), 500, "INTERNAL_ERROR"),
]


@pytest.fixture(scope="module")
def ask() -> Caller:
    return Caller("hubspot")


def said(ask: Caller, problem: Problem) -> tuple[int, Any]:
    request = Request("POST", "/crm/v3/objects/contacts")
    return wording.error(perform.start(ask.farm, ask.session, ask.clone, request), problem)


@pytest.mark.parametrize(("problem", "status", "category"), CASES)
def test_each_problem_has_its_category(ask: Caller, problem: Problem, status: int, category: str) -> None:
    got, body = said(ask, problem)
    assert (got, body["status"], body["category"]) == (status, "error", category)
    assert re.fullmatch("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", body["correlationId"])


def test_what_is_missing_is_named(ask: Caller) -> None:
    _, body = said(ask, Invalid(flaws=(Flaw(("inputs", 0, "id"), "required"),)))
    assert body["message"].endswith("Some required fields were not set: [inputs.0.id]")
    assert body["errors"] == [{"message": "inputs.0.id is required", "in": "inputs.0.id", "code": "REQUIRED_FIELD"}]


def test_a_limit_names_its_policy(ask: Caller) -> None:
    status, body = said(ask, RateLimited())
    assert (status, body["errorType"], body["policyName"]) == (429, "RATE_LIMIT", "TEN_SECONDLY_ROLLING")
