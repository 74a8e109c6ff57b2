"""Coverage as tables and as the page of a clone."""

from typing import Any

from clonery.server.cli import proven


def row(name: str, fidelity: str, proved: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    http = {"method": "GET", "path": f"/{name}"}
    return {"name": name, "category": "boxes", "fidelity": fidelity, "proven": list(proved), "http": http, **more}


ROWS = [
    row("a", "generic", ("valid",)),
    row("b", "written", ("sdk", "valid", "state")),
    row("c", "refused", reason="no motor"),
    row("d", "generic", category=""),
    row("e", "written"),
]


def test_by_clone_counts() -> None:
    rows, head = proven.by_clone({"acme": ROWS})
    assert dict(zip(head, rows[0], strict=True)) == {
        "clone": "acme", "written": 2, "generic": 2, "refused": 1, "sdk": 1, "valid": 2, "refusals": 0, "state": 1,
        "recorded": 0,
    }  # fmt: skip


def test_by_operation_begins_with_what_is_written() -> None:
    rows, head = proven.by_operation(ROWS)
    assert head == ("operation", "", "sdk", "valid", "refusals", "state", "recorded")
    assert [tuple(made) for made in rows] == [
        ("b", "written", "yes", "yes", "", "yes", ""),
        ("e", "written", "", "", "", "", ""),
        ("c", "refused", "", "", "", "", ""),
        ("a", "generic", "", "yes", "", "", ""),
        ("d", "generic", "", "", "", "", ""),
    ]


def test_the_page_names_every_operation_once() -> None:
    page = proven.page("acme", "Acme", ROWS)
    assert page.startswith("# Acme\n\nPrinted by `clonery coverage acme --markdown`;")
    for line in (
        "| of 5 operations | |", "| written | 2 |", "| answers validate | 2 |", "| b | `GET /b` | ✓ | ✓ |  | ✓ |  |",
        "- c (`GET /c`): no motor", "**boxes** (1): a", "**other** (1): d",
    ):  # fmt: skip
        assert f"{line}\n" in page
    assert "## Refused" not in proven.page("acme", "Acme", ROWS[:2])
