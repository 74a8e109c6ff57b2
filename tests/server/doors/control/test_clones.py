"""The farm's clones over the control API."""

from importlib.metadata import version

from .conftest import Control


def test_health(control: Control) -> None:
    assert control("GET", "health") == {"status": "ok", "version": version("clonery"), "clones": ["toy"]}


def test_a_clone_shows_where_it_is_in_the_default_session(control: Control) -> None:
    (made,) = control("GET", "clones")
    assert made == control("GET", "clones/toy") == {
        "name": "toy", "title": "Toy", "hosts": ["api.toy.example"], "rest": "http://127.0.0.1:7070/toy",
        "mcp": "http://127.0.0.1:7070/toy/mcp", "token": "toy_default",
        "env": {"TOY_URL": "http://127.0.0.1:7070/toy", "TOY_TOKEN": "toy_default"},
        "operations": {"written": 7, "generic": 1, "refused": 1},
    }  # fmt: skip


def test_tools_are_listed_with_their_operations(control: Control) -> None:
    made = {tool["name"]: tool for tool in control("GET", "clones/toy/tools")}
    assert {name: tool["operation"] for name, tool in made.items()} == {
        "create_widget": "widget/create", "get_widget": "widget/get",
    }  # fmt: skip
    assert made["get_widget"]["inputSchema"]["required"] == ["box", "widget_number"]


def test_coverage_has_every_operation(control: Control) -> None:
    made = control("GET", "clones/toy/coverage")
    found = {entry["name"]: entry for entry in made["operations"]}
    assert made["counts"] == {"written": 7, "generic": 1, "refused": 1}
    assert len(found) == 9
    assert found["widget/get"]["http"] == {"method": "GET", "path": "/boxes/{box}/widgets/{number}"}
    refused = found["gadget/refused"]
    assert (refused["fidelity"], refused["reason"]) == ("refused", "it would need a motor")


def test_an_unknown_clone_is_refused_with_the_nearest(control: Control) -> None:
    message = "unknown clone 'tay'; did you mean 'toy'? There are toy"
    for path in ("clones/tay", "clones/tay/tools", "clones/tay/coverage"):
        assert control.refused("GET", path) == (404, "not_found", "clone", message)
