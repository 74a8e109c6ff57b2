"""Verdicts: what generic operations wrote proves nothing, and what was so before the run is told."""

from __future__ import annotations

import pytest
from tests.runs.playing import call, changed, crafted, one, status, verdict

from clonery.runs.criteria import already

MESSAGE = {"id": "m1", "text": "hi", "channel": "C1", "ts": "1"}
ROOMS = {"slack/conversation": [{"id": "C1", "name": "general"}]}


def posted(*fidelities: str, count: int = 1) -> list[dict[str, object]]:
    made = [changed("slack", "message", f"m{number}") for number in range(1, count + 1)]
    return [
        call(place, "chat.postMessage", clone="slack", method="POST", fidelity=fidelity, changed=made)
        for place, fidelity in enumerate(fidelities, 1)
    ]


@pytest.mark.parametrize(
    ("text", "generic"),
    [
        ("Exactly 1 message was posted", "unproven"),
        ("#general has a new message", "unproven"),
        ("No messages were posted", "unproven"),
        ("Exactly 2 messages were posted", "failed"),
        ("no messages were deleted", "passed"),
    ],
)
def test_a_verdict_that_rests_on_generic_records_is_unproven(text: str, generic: str) -> None:
    states = {**ROOMS, "slack/message": []}, {**ROOMS, "slack/message": [MESSAGE]}
    assert status(f"[D] {text}", crafted(*states, posted("generic"))) == generic
    assert status(f"[D] {text}", crafted(*states, posted("written"))) == generic.replace("unproven", "passed").replace(
        "passed", "failed" if text.startswith("No messages") else "passed"
    )
    assert status(f"[D] {text}", crafted(*states, posted("generic", "written"))) != "unproven"


def test_enough_records_of_written_operations_prove_it() -> None:
    lines = [*posted("generic"), call(2, "x", clone="slack", changed=[changed("slack", "message", "m2")])]
    seen = crafted({"slack/message": []}, {"slack/message": [MESSAGE, {**MESSAGE, "id": "m2"}]}, lines)
    assert status("[D] at least 1 message was posted", seen) == "passed"
    assert status("[D] at least 2 messages were posted", seen) == "unproven"


def test_a_verdict_names_what_it_rests_on() -> None:
    found = verdict("[D] Exactly 1 message was posted", crafted({"slack/message": []}, {"slack/message": [MESSAGE]}))
    assert found.reason == "expected exactly 1, found 1: slack/message m1 (hi)"
    assert found.evidence == ("slack/message m1 (hi)",)
    assert (found.criterion, found.tag, found.line, found.weight) == ("Exactly 1 message was posted", "D", 1, 1)


def test_a_judges_criterion_is_not_judged_here() -> None:
    assert status("[P] The reply is friendly", crafted({"slack/message": []}, {})) == "not_judged"


@pytest.mark.parametrize(
    ("text", "so"),
    [
        ("At least 1 message exists", True), ("Exactly 1 message exists", True), ("Exactly 2 messages exist", False),
        ("Channel #general is not archived", False), ("Channel #general is public", True),
        ("No messages were deleted", False), ("At least 1 message was posted", False), ("Nothing else changed", False),
        ("Zero messages exist", False),
    ],
)  # fmt: skip
def test_what_was_so_before_the_run_is_told(text: str, so: bool) -> None:
    rooms = [{"id": "C1", "name": "general", "is_archived": False, "is_private": False}]
    seen = crafted({"slack/conversation": rooms, "slack/message": [MESSAGE]}, {})
    assert already(one(f"[D] {text}", ("slack",)), seen) is so
