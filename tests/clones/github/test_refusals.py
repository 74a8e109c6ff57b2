"""GitHub's own refusals carry the entries of `errors`."""

from clonery.clones.github.refusals import Unprocessable, ValidationFailed, resource_name


def test_an_entry_names_resource_field_and_code() -> None:
    made = ValidationFailed("pull_request", "base", "invalid", "no such branch", value="x")
    assert (made.status, made.message) == (422, "Validation Failed")
    assert made.errors == [
        {"resource": "PullRequest", "code": "invalid", "field": "base", "message": "no such branch", "value": "x"}
    ]
    assert Unprocessable("no", [1]).errors == [1]


def test_kinds_as_resources() -> None:
    assert [resource_name(kind) for kind in ("issue", "pull_request", "Label")] == ["Issue", "PullRequest", "Label"]
