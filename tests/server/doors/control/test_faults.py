"""Faults over the control API: checked before they are taken, counted as they fire, gone when they are removed."""

from typing import Any

import httpx
import pytest

from .conftest import Control


def test_a_fault_fires_as_often_as_it_may(control: Control) -> None:
    made = control("POST", "sessions/x/faults", {
        "clone": "toy", "operation": "widget/*", "status": 503, "body": {"down": True}, "count": 2,
        "headers": {"Retry-After": "7"},
    })  # fmt: skip
    assert made == {
        "id": "fault-1", "clone": "toy", "operation": "widget/*", "method": None, "path": None, "kind": "status",
        "status": 503, "body": {"down": True}, "headers": {"Retry-After": "7"}, "delay_ms": 0, "count": 2,
        "probability": 1.0, "fired": 0,
    }  # fmt: skip
    answers = [control.toy("GET", "/boxes/main/widgets") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [503, 503, 200]
    assert (answers[0].json(), answers[0].headers["retry-after"]) == ({"down": True}, "7")
    assert control("GET", "sessions/x/faults")[0]["fired"] == 2
    assert [made["fault"] for made in control("GET", "sessions/x/calls")["calls"]] == ["fault-1", "fault-1", None]


def test_a_path_is_the_vendors_own(control: Control) -> None:
    control("POST", "sessions/x/faults", {"path": "boxes/*/widgets", "method": "get", "status": 500})
    assert control.toy("GET", "/boxes/main/widgets").status_code == 500
    assert control.toy("POST", "/boxes/main/widgets", {"name": "one"}).status_code == 201


def test_a_lost_acknowledgement_is_written_all_the_same(control: Control) -> None:
    control("POST", "sessions/x/faults", {"kind": "lost_acknowledgement", "count": 1})
    with pytest.raises((httpx.TransportError, ConnectionResetError)):
        control.widget("one")
    assert [made["record"]["name"] for made in control("GET", "sessions/x/diff")["added"]] == ["one"]


@pytest.mark.parametrize(
    ("rule", "field", "message"),
    [
        ({"kind": "statuss"}, "kind", "'statuss' is not known; did you mean 'status'?"),
        ({"status": 700}, "status", "status: 700 is greater than the maximum of 599"),
        ({"status": 99}, "status", "status: 99 is less than the minimum of 200"),
        ({"probability": 1.5}, "probability", "probability: 1.5 is greater than the maximum of 1"),
        ({"count": 0}, "count", "count: 0 is less than the minimum of 1"),
        ({"clone": "tay"}, "clone", "the session has no clone 'tay'; did you mean 'toy'?"),
        ({"operation": "widget/craete"}, "operation", "no operation 'widget/craete'; did you mean 'widget/create'?"),
        ({"operation": "widgets/*"}, "operation", "no operation 'widgets/*'; did you mean 'widget/"),
        ({"method": "FETCH"}, "method", "unknown method 'FETCH'; did you mean 'PATCH'?"),
        ({"kind": "timeout", "status": 500}, "status", "status goes with kind 'status', not 'timeout'"),
        ({"kind": "delay"}, "delay_ms", "kind 'delay' needs delay_ms, above 0"),
        ({"headers": {"a b": "1"}}, "headers.a b", "'a b' is no name of a header"),
        ({"headers": {"a": "1\r\nb: 2"}}, "headers.a", "headers.a: "),
        ({"times": 2}, "times", "unknown field 'times'"),
    ],
)
def test_a_fault_that_makes_no_sense_is_refused(control: Control, rule: Any, field: str, message: str) -> None:
    status, code, named, said = control.refused("POST", "sessions/x/faults", rule)
    assert (status, code, named) == (422, "invalid", field)
    assert said.startswith(message)
    assert control("GET", "sessions/x/faults") == []


def test_faults_are_removed_one_by_one_or_all(control: Control) -> None:
    for _ in range(3):
        control("POST", "sessions/x/faults", {"path": "/never"})
    control("DELETE", "sessions/x/faults/fault-2")
    assert [made["id"] for made in control("GET", "sessions/x/faults")] == ["fault-1", "fault-3"]
    assert control("POST", "sessions/x/faults", {})["id"] == "fault-4"
    assert control.refused("DELETE", "sessions/x/faults/fault-2")[:3] == (404, "not_found", "fault")
    control("DELETE", "sessions/x/faults")
    assert control("GET", "sessions/x/faults") == []
