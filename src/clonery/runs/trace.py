"""A run as OpenTelemetry spans in OTLP's JSON, with the names of the GenAI conventions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any

from .verdict import Verdict

KIND_INTERNAL, KIND_CLIENT = 1, 3
UNSET, OK, ERROR = 0, 1, 2
SCORES = {"passed": 1.0, "unproven": 1.0, "failed": 0.0}


def trace(
    run_id: str, *, title: str, model: str, began: str, ended: str, failed: str, calls: Sequence[Mapping[str, Any]],
    verdicts: Iterable[Verdict], answer: str,
) -> dict[str, Any]:  # fmt: skip
    """The trace of one run. Times are those of the session's clock, ISO 8601, since calls are logged by it.

    The agent is one span, each call a span below it, each verdict an event `gen_ai.evaluation.result` of the agent's.
    """
    trace_id, root_id = _id(run_id, 16), _id(f"{run_id}/agent", 8)
    start, end = _nanoseconds(began), _nanoseconds(ended)
    agent: dict[str, Any] = {
        "traceId": trace_id, "spanId": root_id, "name": f"invoke_agent {title}", "kind": KIND_INTERNAL,
        "startTimeUnixNano": str(start), "endTimeUnixNano": str(end),
        "attributes": _attributes({
            "gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": title, "gen_ai.request.model": model or None,
            "gen_ai.output.messages": json.dumps([
                {"role": "assistant", "parts": [{"type": "text", "content": answer}]}
            ], ensure_ascii=False) if answer else None,
            "error.type": failed or None, "clonery.run.id": run_id,
        }),
        "events": [_evaluated(verdict, end) for verdict in verdicts],
        "status": {"code": ERROR, "message": failed} if failed else {"code": OK},
    }  # fmt: skip
    spans = [agent, *(_call(run_id, trace_id, root_id, line) for line in calls)]
    scope = {"scope": {"name": "clonery"}, "spans": spans}
    resource = {"attributes": _attributes({"service.name": "clonery"})}
    return {"resourceSpans": [{"resource": resource, "scopeSpans": [scope]}]}


def _call(run_id: str, trace_id: str, parent: str, line: Mapping[str, Any]) -> dict[str, Any]:
    start = _nanoseconds(line["at"])
    name = line["operation"] or f"{line['method']} {line['path']}"
    status = int(line["status"])
    bad = status >= 400 or not status
    return {
        "traceId": trace_id, "spanId": _id(f"{run_id}/{line['number']}", 8), "parentSpanId": parent,
        "name": f"execute_tool {name}", "kind": KIND_CLIENT, "startTimeUnixNano": str(start),
        "endTimeUnixNano": str(start + round(line["duration_ms"] * 1_000_000)),
        "attributes": _attributes({
            "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": name, "gen_ai.tool.type": "extension",
            "gen_ai.tool.call.id": str(line["number"]), "gen_ai.tool.call.arguments": _short(line["arguments"]),
            "gen_ai.tool.call.result": _short(line["answer"]), "http.request.method": line["method"],
            "url.path": line["path"], "http.response.status_code": status, "error.type": str(status) if bad else None,
            "clonery.clone": line["clone"], "clonery.door": line["door"], "clonery.fidelity": line["fidelity"],
            "clonery.fault": line["fault"], "clonery.changed": len(line["changed"]),
        }),
        "events": [], "status": {"code": ERROR if bad else UNSET},
    }  # fmt: skip


def _evaluated(verdict: Verdict, at: int) -> dict[str, Any]:
    return {
        "name": "gen_ai.evaluation.result", "timeUnixNano": str(at),
        "attributes": _attributes({
            "gen_ai.evaluation.name": verdict.criterion, "gen_ai.evaluation.score.label": verdict.status,
            "gen_ai.evaluation.score.value": SCORES.get(verdict.status),
            "gen_ai.evaluation.explanation": verdict.reason,
        }),
    }  # fmt: skip


def _attributes(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"key": name, "value": _value(value)} for name, value in values.items() if value is not None]


def _value(value: Any) -> dict[str, Any]:
    if isinstance(value, int):
        return {"intValue": str(value)}
    return {"doubleValue": value} if isinstance(value, float) else {"stringValue": str(value)}


def _short(value: Any) -> str | None:
    if value is None:
        return None
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 4000 else f"{text[:3999]}…"


def _id(text: str, size: int) -> str:
    return blake2b(text.encode(), digest_size=size).hexdigest()


def _nanoseconds(text: str) -> int:
    moment = datetime.fromisoformat(text)
    return round(moment.timestamp() * 1000) * 1_000_000
