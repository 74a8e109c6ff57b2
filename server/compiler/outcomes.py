"""Which field an action sets, where its name and the item's schema make that plain."""

from .report import Json
from .store import SchemaStore
from .words import ACTIONS, past, snake

STATES: dict[str, tuple[str, ...]] = {
    "cancel": ("canceled", "cancelled"),
    "close": ("closed",),
    "reopen": ("open", "opened", "reopened"),
    "open": ("open", "opened"),
    "resume": ("active", "running", "resumed", "in_progress"),
    "start": ("running", "started", "in_progress", "active"),
    "stop": ("stopped",),
    "begin": ("in_progress", "running"),
    "end": ("ended", "completed"),
    "send": ("sent",),
    "void": ("void", "voided"),
    "pay": ("paid",),
    "refund": ("refunded",),
    "resolve": ("resolved",),
    "unresolve": ("unresolved", "open"),
    "finish": ("finished", "completed"),
    "run": ("running",),
    "submit": ("submitted",),
    "capture": ("succeeded", "captured"),
    "confirm": ("succeeded", "confirmed", "accepted"),
    "abort": ("aborted",),
    "activate": ("active",),
    "deactivate": ("inactive", "deactivated"),
    "enable": ("enabled", "active"),
    "disable": ("disabled", "inactive"),
    "accept": ("accepted",),
    "decline": ("declined", "rejected"),
    "deny": ("denied",),
    "reject": ("rejected", "declined"),
    "freeze": ("frozen",),
    "ship": ("shipped",),
    "withdraw": ("withdrawn",),
    "hide": ("hidden",),
    "unhide": ("visible",),
    "play": ("pending", "running"),
    "retry": ("pending", "running"),
    "rerun": ("queued", "pending"),
    "undelete": ("active",),
    "mark_done": ("done",),
    "mark_read": ("read",),
    "unpublish": ("draft", "unpublished"),
    "dismiss": ("dismissed",),
    "finalize": ("open", "finalized"),
    "mark_uncollectible": ("uncollectible",),
    "suspend": ("suspended",),
    "unsuspend": ("active",),
    "block": ("blocked",),
    "mute": ("muted",),
    "expire": ("expired",),
    "revoke": ("revoked",),
    "archive": ("archived",),
    "unarchive": ("active",),
}
PLAIN = {
    "cancel": "canceled", "pause": "paused", "close": "closed", "archive": "archived", "approve": "approved",
    "reject": "rejected", "accept": "accepted", "complete": "completed", "publish": "published", "revoke": "revoked",
    "suspend": "suspended", "expire": "expired", "stop": "stopped", "abort": "aborted", "decline": "declined",
}  # fmt: skip
TEXTS = ({"type": "string"}, {"type": ["string", "null"]})
AWAY = ("archived", "deleted", "trashed", "removed", "retired")
MOMENTS = ("_at", "_on", "_date")
NOW: Json = {"$now": True}
FIELDS = ("status", "state", "stage", "phase", "condition", "lifecycle_state")


def sets_of(store: SchemaStore, item: Json, action: str) -> Json:
    """{"sets": {field: value}} for `close`, `lock`, `unarchive` and their like, else nothing.

    The value {"$now": true} is the time, None clears; the field is dotted where it stands inside `attributes`.
    """
    properties = store.shape(item).properties
    inner = properties.get("attributes")
    if inner is not None and "type" in properties:
        sets = sets_of(store, inner, action).get("sets", {})
        return {"sets": {f"attributes.{name}": value for name, value in sets.items()}} if sets else {}
    known = {snake(name): name for name in properties}
    verb = action if action in STATES else action.split("_")[0]
    for field in FIELDS:
        if field in known:
            value = _value(store, properties[known[field]], _wanted(verb))
            if value is not None:
                return {"sets": {known[field]: value}}
    for field in FIELDS:
        if field in known and verb in PLAIN and store.resolve(properties[known[field]]) in TEXTS:
            return {"sets": {known[field]: PLAIN[verb]}}
    for name, flag in _flags(verb):
        if name in known and "boolean" in store.types(properties[known[name]]):
            return {"sets": {known[name]: flag}}
    for name, moment in _moments(verb):
        if name in known and "string" in store.types(properties[known[name]]):
            return {"sets": {known[name]: moment}}
    return {}


def _flags(verb: str) -> list[tuple[str, bool]]:
    """Names of boolean fields that a verb turns on or off."""
    if verb == "restore":
        return [(f"{be}{name}", False) for name in AWAY for be in ("", "is_")]
    undone = verb.removeprefix("un")
    made = [(name, True) for name in (past(verb), f"is_{past(verb)}")]
    if undone != verb:
        made += [(name, False) for name in (past(undone), f"is_{past(undone)}")]
    for on, off in (("enable", "disable"), ("activate", "deactivate"), ("publish", "unpublish")):
        if verb in (on, off):
            made += [(name, verb == on) for name in ("enabled", "is_enabled", "active", "is_active", "published")]
    return made


def _moments(verb: str) -> list[tuple[str, Json | None]]:
    """Names of time fields that a verb sets or clears."""
    if verb not in ACTIONS:
        return []
    if verb == "restore":
        return [(f"{name}{ending}", None) for name in AWAY for ending in MOMENTS]
    undone = verb.removeprefix("un")
    made: list[tuple[str, Json | None]] = [(f"{past(verb)}{ending}", NOW) for ending in MOMENTS]
    return made + [(f"{past(undone)}{ending}", None) for ending in MOMENTS if undone != verb]


def _wanted(verb: str) -> tuple[str, ...]:
    return (*STATES.get(verb, ()), past(verb), verb)


def _value(store: SchemaStore, schema: Json, wanted: tuple[str, ...]) -> str | None:
    resolved = store.resolve(schema)
    values = [each for each in resolved.get("enum", ()) if isinstance(each, str)]
    for keyword in ("anyOf", "oneOf"):
        for each in resolved.get(keyword, ()):
            inner = store.resolve(each)
            values += [one for one in [*inner.get("enum", ()), inner.get("const")] if isinstance(one, str)]
    by_word = {snake(value): value for value in values}
    return next((by_word[word] for word in wanted if word in by_word), None)
