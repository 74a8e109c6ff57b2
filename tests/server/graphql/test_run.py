"""What one answer in the making keeps: its variables, and what went wrong where."""

from clonery.server.graphql.run import FAILED, Run
from clonery.server.problems import Invalid


def test_a_failure_is_noted_for_each_value_that_has_it() -> None:
    run, problem = Run({"a": 1}), Invalid("no")
    run.fail(problem, "comments", lambda: [[("issues", "nodes", 0)], [("issues", "nodes", 1)]])
    assert run.given == {"a": 1}
    assert run.problems == [
        (("issues", "nodes", 0, "comments"), problem), (("issues", "nodes", 1, "comments"), problem),
    ]  # fmt: skip


def test_a_failed_value_is_no_other() -> None:
    assert FAILED is not None
    assert FAILED.__class__() != FAILED
