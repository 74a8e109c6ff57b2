"""What every error of a vendor has in common, whatever the operation's description says of single ones."""

from typing import Any

OBJECT = {"type": "object"}
TEXTS = {"type": "array", "items": {"type": "string"}}


def shape(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties}


ENVELOPES: dict[str, dict[str, Any]] = {
    "apify": shape(["error"], error=shape(["type", "message"])),
    "calcom": shape(
        ["status", "timestamp", "path", "error"], status={"const": "error"}, error=shape(["code", "message", "details"])
    ),
    "clickup": {"anyOf": [shape(["err", "ECODE"]), shape(["status", "message", "trace_id"])]},
    "customerio": {"anyOf": [shape(["meta"], meta=OBJECT), shape(["errors"], errors={"type": "array", "minItems": 1})]},
    "datadog": shape(["errors"], errors={"type": "array", "minItems": 1}),
    "github": shape(["message", "documentation_url"]),
    "gitlab": {"anyOf": [shape(["message"]), shape(["error"], error={"type": "string"})]},
    "google-workspace": shape(["error"], error=shape(["code", "message", "status"], code={"type": "integer"})),
    "hubspot": shape(["status", "message", "correlationId"], status={"const": "error"}),
    "jira": {
        "anyOf": [shape(["errorMessages", "errors"], errorMessages=TEXTS, errors=OBJECT), shape(["message"])],
    },
    "linear": shape(["errors"], errors={"type": "array", "minItems": 1, "items": shape(["message", "extensions"])}),
    "ownerrez": shape(["messages", "code", "doc_url", "status", "status_code"], messages=TEXTS),
    "pricelabs": shape(["error", "status"], error={"type": "string"}),
    "sentry": {"anyOf": [shape(["detail"]), {"type": "object", "additionalProperties": TEXTS}]},
    "slack": shape(["ok", "error"], ok={"const": False}, error={"type": "string", "pattern": "^[a-z_]+$"}),
    "stripe": shape(["error"], error=shape(["message"], message={"type": "string"})),
    "supabase": {"anyOf": [shape(["message"]), shape(["code", "error_code", "msg"])]},
    "unipile": shape(["title", "type", "status"], type={"type": "string", "pattern": "^(errors|api)/[a-z_]+$"}),
    "webflow": shape(["message", "code", "externalReference", "details"], details={"type": "array"}),
}
