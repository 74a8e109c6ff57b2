"""Problems carry a status, a code and details; a vendor's words come from its dialect."""

import pytest

from clonery.server import problems


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (problems.Malformed, 400), (problems.TooLarge, 413), (problems.NoRoute, 404), (problems.WrongMethod, 405),
        (problems.Unauthorized, 401), (problems.Forbidden, 403), (problems.MissingScope, 403), (problems.NotFound, 404),
        (problems.Conflict, 409), (problems.Taken, 409), (problems.Gone, 410), (problems.RateLimited, 429),
        (problems.Refused, 501), (problems.Invalid, 422),
    ],
)  # fmt: skip
def test_each_has_its_status_which_a_dialect_may_move(kind: type[problems.Problem], status: int) -> None:
    assert kind("x").status == status
    assert kind("x", status=418).status == 418


def test_what_nobody_worded_is_told_plainly() -> None:
    flaws = (problems.Flaw(("lines", 0), "minimum", expected=1), problems.Flaw((), "type", expected=["object"]))
    cases = [
        (problems.Invalid(flaws=flaws), "invalid", "lines.0 must be at least 1; the body must be of type object"),
        (problems.Invalid(flaws=(problems.Flaw(("name",), "required"),)), "invalid", "name is required"),
        (problems.NotFound(kind="box", id=7), "not_found", "there is no box 7"),
        (problems.NotFound(kind="box"), "not_found", "there is no box"),
        (problems.Taken(kind="box", fields=("name",)), "taken", "there is such a box already: name"),
        (problems.WrongMethod(allowed=["GET", "PUT"]), "wrong_method", "this path takes GET, PUT"),
        (problems.MissingScope(needed=["read"]), "missing_scope", "the token needs the scope read"),
        (problems.Unauthorized(code="expired"), "expired", "the token has expired"),
        (problems.Gone("it was sold"), "gone", "it was sold"),
    ]
    for problem, code, message in cases:
        assert problems.told(problem) == (code, message)


def test_details_and_names() -> None:
    made = problems.NotFound("gone", code="c", kind="box")
    assert (made.message, made.code, made.details) == ("gone", "c", {"kind": "box"})
    assert problems.Flaw(("labels", 0), "type").name == "labels"
    assert problems.Flaw((), "type").name == ""
