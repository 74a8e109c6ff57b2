"""One call from door to door: refusals, rollback, fidelity, and the same bytes for the same calls."""

from collections.abc import Callable
from typing import Any

Ask = Callable[..., Any]


def test_what_is_written_is_read_back(ask: Ask) -> None:
    made = ask("POST", "/boxes/main/widgets", {"name": "a", "tags": ["x"]})
    assert made.status == 201
    assert ask("GET", "/boxes/main/widgets/1").data == made.data
    assert ask("GET", "/boxes/main/widgets?state=open&per_page=1").data == [made.data]


def test_the_refusals_in_the_dialects_words(ask: Ask) -> None:
    answers = {
        "no route": (ask("GET", "/nothing"), 404, "route"),
        "method": (ask("PUT", "/boxes"), 405, "wrong_method"),
        "not found": (ask("GET", "/boxes/main/widgets/9"), 404, "not_found"),
        "no number": (ask("GET", "/boxes/main/widgets/x"), 404, "not_found"),
        "missing": (ask("POST", "/boxes", {}), 422, "invalid"),
        "mistyped": (ask("POST", "/boxes", {"name": 1}), 422, "invalid"),
        "bad enum": (ask("GET", "/boxes/main/widgets?state=odd"), 422, "invalid"),
        "no object": (ask("POST", "/boxes", [1]), 422, "invalid"),
        "no json": (ask("POST", "/boxes", b"{"), 400, "json"),
        "no utf-8": (ask("POST", "/boxes", b'{"name": "\xff"}'), 400, "json"),
        "bad query": (ask("GET", "/boxes/main/widgets?state=%ff"), 400, "query"),
        "refused": (ask("POST", "/gadgets/spin"), 501, "refused"),
        "taken": (ask("POST", "/boxes", {"name": "MAIN"}), 409, "taken"),
    }
    for name, (answer, status, code) in answers.items():
        assert (answer.status, answer.data["error"]["code"]) == (status, code), name
    lines = ask.session.opened.log.read()[0]
    assert len(lines) == len(answers)
    assert all(line["changed"] == [] for line in lines)


def test_a_body_over_the_limit_is_refused(ask: Ask) -> None:
    ask.farm.settings.body_limit_bytes = 10
    assert ask("POST", "/boxes", {"name": "a longer name"}).status == 413


def test_an_unmatched_route_hints_at_the_nearest(ask: Ask) -> None:
    answer = ask("GET", "/boxs/main/widgets")
    assert dict(answer.headers)["X-Clonery-Hint"] == "GET /boxes/{box}/widgets (widget/list)"
    assert ask.session.opened.log.read()[0][0]["hint"] == "GET /boxes/{box}/widgets (widget/list)"


def test_a_refused_operation_is_so_even_in_a_lenient_session_and_strict_refuses_generic_ones(ask: Ask) -> None:
    ask.session.strict = True
    assert ask("GET", "/gadgets").status == 404
    assert ask("POST", "/gadgets/spin").data["error"]["message"] == "it would need a motor"


def test_a_head_is_answered_as_a_get(ask: Ask) -> None:
    assert ask("HEAD", "/boxes/main/widgets").status == 200


def test_the_same_calls_give_the_same_bytes(ask: Ask) -> None:
    def walk(name: str) -> tuple[list[bytes], bytes, list[dict[str, Any]]]:
        session = ask.farm.create(name=name, clock="2026-01-01T00:00:00Z", random_seed=7)
        bodies = []
        for n in range(60):
            bodies.append(ask("POST", "/boxes/main/widgets", {"name": f"w{n}", "explode": n % 7 == 0}, session=session))
            bodies.append(ask("GET", f"/boxes/main/widgets/{n}", session=session))
            bodies.append(ask("PATCH", f"/boxes/main/widgets/{n}", {"state": "closed"}, session=session))
            bodies.append(ask("GET", f"/boxes/main/widgets?page={n % 3}", session=session))
        lines = [{**line, "duration_ms": 0} for line in session.opened.log.read(0, 1000)[0]]
        return [answer.body for answer in bodies], session.image().data, lines

    assert walk("one") == walk("two")


def test_a_number_that_no_record_holds_is_refused_and_no_error_of_ours(ask: Ask) -> None:
    assert ask("GET", f"/boxes/main/widgets/{2**63}").status == 404
    assert ask("GET", f"/boxes/main/widgets/{10**40}").status == 404
    assert ask("GET", f"/boxes/main/widgets?per_page={10**40}").status == 422
    assert ask("GET", "/boxes/main/widgets").status == 200
