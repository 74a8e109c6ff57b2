"""What is printed after a compilation, and how a problem reads."""

from clonery.server.compiler.report import DescriptionProblem, Report


def test_a_report_names_counts_refusals_and_remarks() -> None:
    report = Report("toy", operations=3, tools=1, schemas=2, size_bytes=99)
    report.verbs.update(["read", "list", "read"])
    report.refused["odd"] = "nobody knows"
    report.note("left out")
    report.note("left out")
    assert str(report).splitlines() == [
        "toy: 3 operations, 1 refused, 1 tools, 2 schemas, 99 bytes",
        "  list=1 read=2",
        "  refused odd: nobody knows",
        "  left out",
    ]


def test_a_problem_says_where_and_what() -> None:
    problem = DescriptionProblem("api.json#/paths", "missing")
    assert (str(problem), problem.place, problem.message) == ("api.json#/paths: missing", "api.json#/paths", "missing")
