"""Every draft gets an effect by the rules of its binding."""

from clonery.server.compiler.answers import Answers
from clonery.server.compiler.draft import Argument, Draft
from clonery.server.compiler.effects import place_all
from clonery.server.compiler.overrides import Overrides
from clonery.server.compiler.store import SchemaStore


def http(method: str, path: str) -> Draft:
    return Draft(f"{method} {path}", "a.json", {"http": {"method": method, "path": path}}, named_by_path=True)


def test_each_binding_has_its_rules() -> None:
    rest = http("DELETE", "/things/{id}")
    called = Draft("things.list", "a.json", {"rpc": {"method": "things.list", "verb": "GET"}})
    place_all([rest, called], Answers(SchemaStore()), Overrides())
    assert (rest.effect["verb"], rest.effect["kind"]) == ("delete", "thing")
    assert (called.effect["verb"], called.effect["kind"]) == ("list", "thing")


def test_what_another_operation_creates_is_not_created_by_putting_it() -> None:
    alone, beside, make = http("PUT", "/tags/{name}"), http("PUT", "/tasks/{id}"), http("POST", "/lists/{list}/tasks")
    make.arguments = [Argument("title", "body", {"type": "string"}), Argument("list", "path", {})]
    place_all([alone, beside, make], Answers(SchemaStore()), Overrides())
    assert alone.effect["upsert"] is True
    assert (make.effect["verb"], make.effect["kind"]) == ("create", "task")
    assert (beside.effect["kind"], "upsert" in beside.effect) == ("task", False)
