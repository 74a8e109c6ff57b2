"""Refusals in the graph's words."""

import pytest

from clonery.clones.github.graph_wording import document_error, failure
from clonery.clones.github.refusals import Unprocessable, ValidationFailed
from clonery.server.call import Call
from clonery.server.problems import Forbidden, MissingScope, NotFound, Problem

CASES: list[tuple[Problem, str, str]] = [
    (ValidationFailed("Issue", "title", "missing_field"), "UNPROCESSABLE", "Title can't be blank"),
    (ValidationFailed("Label", "name", "already_exists"), "UNPROCESSABLE", "Name has already been taken"),
    (Unprocessable("Validation Failed", [{"message": "One"}, {"message": "Two"}]), "UNPROCESSABLE", "One, Two"),
    (Forbidden("Must have push access to repository", field="closeIssue"), "FORBIDDEN",
     "ada does not have the correct permissions to execute `CloseIssue`"),
    (Forbidden("Repository was archived so is read-only."), "FORBIDDEN", "Repository was archived so is read-only."),
    (NotFound(kind="team"), "NOT_FOUND", "Could not resolve to a node with the global id given."),
    (NotFound("Base does not exist"), "NOT_FOUND", "Base does not exist"),
]  # fmt: skip


@pytest.mark.parametrize(("problem", "type", "message"), CASES)
def test_each_kind_of_refusal(call: Call, problem: Problem, type: str, message: str) -> None:
    assert failure(call, problem) == {"type": type, "message": message}


def test_scopes_are_named(call: Call) -> None:
    made = failure(call, MissingScope(needed=["project"], provided=["repo", "user"]))
    assert made["type"] == "INSUFFICIENT_SCOPES"
    assert "scopes: ['project'], but your token has only been granted the: ['repo', 'user'] scopes" in made["message"]


@pytest.mark.parametrize(
    ("said", "message", "code"),
    [
        ('Cannot query field "x" on type "Issue". Did you mean "id"?', "Field 'x' doesn't exist on type 'Issue'",
         "undefinedField"),
        ('Unknown argument "x" on field "Query.viewer".', "Field 'viewer' doesn't accept argument 'x'",
         "argumentNotAccepted"),
        ('Field "repository" argument "name" of type "String!" is required, but it was not provided.',
         "Field 'repository' is missing required arguments: name", "missingRequiredArguments"),
    ],
)  # fmt: skip
def test_documents_are_refused_as_the_server_does(said: str, message: str, code: str) -> None:
    made = document_error({"message": said, "locations": [], "extensions": {}})
    assert (made["message"], made["extensions"]["code"]) == (message, code)


def test_variables_and_what_is_not_known() -> None:
    made = document_error({"message": 'Variable "$id" of required type "ID!" was not provided.', "extensions": {}})
    assert made["message"] == "Variable $id of type ID! was provided invalid value"
    assert document_error({"message": "Other", "extensions": {}}) == {"message": "Other"}
