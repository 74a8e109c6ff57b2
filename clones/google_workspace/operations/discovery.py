"""Discovery documents, from which Google's clients make their methods; https://developers.google.com/discovery/v1/reference/apis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.operation import Operation, operation
from clonery.server.problems import NotFound

if TYPE_CHECKING:
    from clonery.server.call import Call

APIS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "admin": ("directory_v1", "Admin SDK API", ("admin", "directory")),
    "calendar": ("v3", "Calendar API", ("calendar",)),
    "chat": ("v1", "Google Chat API", ("chat",)), "docs": ("v1", "Google Docs API", ("docs",)),
    "drive": ("v3", "Google Drive API", ("drive",)), "driveactivity": ("v2", "Drive Activity API", ("driveactivity",)),
    "drivelabels": ("v2", "Drive Labels API", ("drivelabels",)), "forms": ("v1", "Google Forms API", ("forms",)),
    "gmail": ("v1", "Gmail API", ("gmail",)), "keep": ("v1", "Google Keep API", ("keep",)),
    "meet": ("v2", "Google Meet API", ("meet",)), "oauth2": ("v2", "Google OAuth2 API", ("oauth2",)),
    "people": ("v1", "People API", ("people",)), "script": ("v1", "Apps Script API", ("script",)),
    "sheets": ("v4", "Google Sheets API", ("sheets",)), "slides": ("v1", "Google Slides API", ("slides",)),
    "tasks": ("v1", "Google Tasks API", ("tasks",)),
}  # fmt: skip
"""Each API's version, title, and how the names of its operations begin."""
DOWNLOADS = (
    "drive.files.get",
    "drive.files.export",
    "drive.revisions.get",
    "chat.media.download",
    "keep.media.download",
)
COMMON = {
    "$.xgafv": ("string", ["1", "2"]), "access_token": ("string", None), "alt": ("string", ["json", "media", "proto"]),
    "callback": ("string", None), "fields": ("string", None), "key": ("string", None), "oauth_token": ("string", None),
    "prettyPrint": ("boolean", None), "quotaUser": ("string", None), "uploadType": ("string", None),
    "upload_protocol": ("string", None),
}  # fmt: skip
SCHEMAS = {
    "Thing": {"id": "Thing", "type": "object", "properties": {}},
    "Page": {"id": "Page", "type": "object", "properties": {"nextPageToken": {"type": "string"}}},
}
"""Clients look into schemas only to see whether a list has a next page."""


@operation("discovery.apis.list")
def listing(call: Call) -> dict[str, Any]:
    """GET /discovery/v1/apis"""
    items = [
        {
            "kind": "discovery#directoryItem", "id": f"{api}:{version}", "name": api, "version": version,
            "title": title, "preferred": True,
            "discoveryRestUrl": f"{call.base}/discovery/v1/apis/{api}/{version}/rest",
        }
        for api, (version, title, _) in APIS.items()
    ]  # fmt: skip
    return {"kind": "discovery#directoryList", "discoveryVersion": "v1", "items": items}


@operation("discovery.apis.getRest")
def rest(call: Call, api: str, version: str) -> dict[str, Any]:
    """GET /discovery/v1/apis/{api}/{version}/rest"""
    if api not in APIS or APIS[api][0] != version:
        raise NotFound(kind="api", id=f"{api}:{version}")
    resources: dict[str, Any] = {}
    for made in call.clone.operations.values():
        first, *below = made.name.split(".")
        if first in APIS[api][2] and below:
            _put(resources, below, method(made))
    top = resources.pop("", {})
    return {
        "kind": "discovery#restDescription", "discoveryVersion": "v1", "id": f"{api}:{version}", "name": api,
        "version": version, "title": APIS[api][1], "protocol": "rest", "rootUrl": f"{call.base}/", "servicePath": "",
        "baseUrl": f"{call.base}/", "batchPath": "batch", "basePath": "", "parameters": _common(),
        "auth": {"oauth2": {"scopes": _scopes(call, APIS[api][2])}}, "schemas": SCHEMAS, "resources": resources,
        **({"methods": top["methods"]} if top else {}),
    }  # fmt: skip


def _common() -> dict[str, Any]:
    made = {}
    for name, (kind, values) in COMMON.items():
        made[name] = {"type": kind, "location": "query", **({"enum": values} if values else {})}
    return made


def _scopes(call: Call, prefixes: tuple[str, ...]) -> dict[str, Any]:
    found = {
        scope for made in call.clone.operations.values() if made.name.split(".")[0] in prefixes
        for scope in made.entry.get("scopes", ())
    }  # fmt: skip
    return {scope: {"description": scope} for scope in sorted(found)}


def _put(resources: dict[str, Any], way: list[str], made: dict[str, Any]) -> None:
    """The method at its place among the resources; one without a resource stands at the top."""
    *names, last = way
    if not names:
        resources.setdefault("", {}).setdefault("methods", {})[last] = made
        return
    for name in names[:-1]:
        resources = resources.setdefault(name, {}).setdefault("resources", {})
    resources.setdefault(names[-1], {}).setdefault("methods", {})[last] = made


def method(made: Operation) -> dict[str, Any]:
    """One operation as a method."""
    http, parameters = made.entry["http"], {}
    path, whole = http["path"].lstrip("/"), http.get("whole", {})
    hidden: set[str] = set()
    for name, part in whole.items():
        path = path.replace(part, "{+" + name + "}")
        hidden |= {piece[1:-1] for piece in part.split("/") if piece.startswith("{")}
        parameters[name] = {"type": "string", "location": "path", "required": True}
    for name in http.get("deep", ()):
        path = path.replace("{" + name + "}", "{+" + name + "}")
    required = made.entry["inputSchema"].get("required", ())
    for argument in made.arguments.values():
        if argument.place in ("path", "query") and argument.wire not in hidden:
            parameters[argument.wire] = _parameter(argument.schema, argument.place, argument.name in required)
    order = [name for name, each in parameters.items() if each.get("required")]
    shown: dict[str, Any] = {
        "id": made.name, "path": path, "flatPath": path, "httpMethod": http["method"], "parameters": parameters,
        "parameterOrder": order, "scopes": list(made.entry.get("scopes", ())),
    }  # fmt: skip
    if made.at("body"):
        shown["request"] = {"$ref": "Thing"}
    if any(made.entry.get("results", {}).values()):
        pages = made.entry["effect"].get("paging", {}).get("next") == "nextPageToken"
        shown["response"] = {"$ref": "Page" if pages else "Thing"}
    if "upload" in http:
        simple, resumable = sorted(http["upload"], key=lambda each: each.startswith("/resumable"))
        protocols = {"simple": {"path": simple, "multipart": True}, "resumable": {"path": resumable, "multipart": True}}
        shown |= {"supportsMediaUpload": True, "mediaUpload": {"accept": ["*/*"], "protocols": protocols}}
    if made.name in DOWNLOADS:
        shown["supportsMediaDownload"] = True
    return shown


def _parameter(schema: dict[str, Any], place: str, required: bool) -> dict[str, Any]:
    listed = schema.get("type") == "array"
    below = schema.get("items", {}) if listed else schema
    kind = below.get("type", "string")
    kind = next((name for name in kind if name != "null"), "string") if isinstance(kind, list) else kind
    made: dict[str, Any] = {"type": kind if kind in ("string", "integer", "boolean", "number") else "string"}
    made["location"] = place
    made |= {"required": True} if required or place == "path" else {}
    made |= {"repeated": True} if listed else {}
    return made | ({"enum": [str(value) for value in below["enum"]]} if "enum" in below else {})
