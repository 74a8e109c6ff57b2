"""Compiled operations become documents again."""

from clonery.server.registry import Registry

from .described import described


def test_an_operation_is_described_with_all_that_it_refers_to() -> None:
    clone = Registry(("jira",)).get("jira")
    made = described(clone, clone.operations["createIssue"])
    ((path, methods),) = made["paths"].items()
    assert (path, list(methods)) == ("/rest/api/3/issue", ["post"])
    body = methods["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert "fields" in body["properties"]
    assert "schemas.json#/" not in str(made)
    assert "x-in" not in str(made)
