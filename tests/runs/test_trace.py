"""Traces: spans that belong together, with the names of the GenAI conventions."""

from typing import Any

from clonery.runs.trace import trace
from clonery.runs.verdict import Verdict

CALL = {
    "number": 1, "clone": "github", "operation": "issues/get", "door": "rest", "method": "GET", "path": "/x",
    "arguments": {"n": 1}, "status": 404, "answer": {"message": "no"}, "changed": [], "fidelity": "written",
    "fault": None, "at": "2026-06-01T09:00:01.000Z", "duration_ms": 2.5,
}  # fmt: skip


def attributes(of: dict[str, Any]) -> dict[str, Any]:
    return {one["key"]: next(iter(one["value"].values())) for one in of["attributes"]}


def test_calls_lie_below_the_agent_and_verdicts_are_its_events() -> None:
    verdicts = [Verdict("closed", "D", 3, "passed", 1.0, "so", ()), Verdict("kind", "P", 4, "not_judged", 1.0, "", ())]
    made = trace(
        "r/1", title="T", model="m", began="2026-06-01T09:00:00.000Z", ended="2026-06-01T09:00:02.000Z", failed="",
        calls=[CALL, {**CALL, "number": 2, "status": 200, "operation": ""}], verdicts=verdicts, answer="done",
    )  # fmt: skip
    agent, refused, done = made["resourceSpans"][0]["scopeSpans"][0]["spans"]
    assert {agent["traceId"]} == {span["traceId"] for span in (refused, done)}
    assert refused["parentSpanId"] == done["parentSpanId"] == agent["spanId"]
    assert (len(agent["traceId"]), len(agent["spanId"])) == (32, 16)
    assert refused["spanId"] != done["spanId"]
    assert int(agent["endTimeUnixNano"]) - int(agent["startTimeUnixNano"]) == 2 * 10**9
    assert int(refused["endTimeUnixNano"]) - int(refused["startTimeUnixNano"]) == 2_500_000
    assert attributes(agent)["gen_ai.operation.name"] == "invoke_agent"
    assert attributes(agent)["gen_ai.request.model"] == "m"
    said = attributes(refused)
    assert (said["gen_ai.tool.name"], said["http.response.status_code"], said["error.type"]) == (
        "issues/get",
        "404",
        "404",
    )
    assert (refused["status"]["code"], done["status"]["code"], done["name"]) == (2, 0, "execute_tool GET /x")
    first, second = agent["events"]
    assert first["name"] == second["name"] == "gen_ai.evaluation.result"
    assert attributes(first) == {
        "gen_ai.evaluation.name": "closed", "gen_ai.evaluation.score.label": "passed",
        "gen_ai.evaluation.score.value": 1.0, "gen_ai.evaluation.explanation": "so",
    }  # fmt: skip
    assert "gen_ai.evaluation.score.value" not in attributes(second)


def test_a_run_that_failed_says_so() -> None:
    made = trace(
        "r/1", title="T", model="", began="2026-06-01T09:00:00Z", ended="2026-06-01T09:00:00Z", failed="it broke",
        calls=[], verdicts=[], answer="",
    )  # fmt: skip
    (agent,) = made["resourceSpans"][0]["scopeSpans"][0]["spans"]
    assert agent["status"] == {"code": 2, "message": "it broke"}
    assert attributes(agent)["error.type"] == "it broke"
