"""GitHub's own refusals, beside those the kernel knows; https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api."""

from typing import Any

from clonery.server.problems import Problem


class ValidationFailed(Problem):
    """422 "Validation Failed" with one entry in `errors`.

    `code` is one of GitHub's: missing, missing_field, invalid, already_exists, unprocessable, custom (with `message`).
    """

    status = 422

    def __init__(self, resource: str, field: str, code: str, message: str = "", **more: Any) -> None:
        super().__init__("Validation Failed")
        entry: dict[str, Any] = {"resource": resource_name(resource), "code": code, "field": field}
        if message:
            entry["message"] = message
        self.errors: list[Any] = [{**entry, **more}]


class Unprocessable(Problem):
    """422 (or another status) with a message of its own, and `errors` where GitHub gives some."""

    def __init__(self, message: str, errors: list[Any] | None = None, status: int = 422) -> None:
        super().__init__(message, status=status)
        self.errors = errors


def resource_name(kind: str) -> str:
    """A kind as GitHub names it in `errors`: pull_request → PullRequest."""
    return kind if kind[:1].isupper() else "".join(word.capitalize() for word in kind.replace("-", "_").split("_"))
