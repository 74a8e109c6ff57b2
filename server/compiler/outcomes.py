"""Which field an action sets, where its name and the item's schema make that plain."""

from .report import Json
from .store import SchemaStore
from .words import ACTIONS, snake

STATES: dict[str, tuple[str, ...]] = {
    "cancel": ("canceled", "cancelled"), "close": ("closed",), "reopen": ("open", "opened", "reopened"), "open": ("open", "opened"),
    "resume": ("active", "running", "resumed", "in_progress"), "start": ("running", "started", "in_progress", "active"),
    "stop": ("stopped",), "begin": ("in_progress", "running"), "end": ("ended", "completed"), "send": ("sent",),
    "void": ("void", "voided"), "pay": ("paid",), "refund": ("refunded",), "resolve": ("resolved",),
    "unresolve": ("unresolved", "open"), "finish": ("finished", "completed"), "run": ("running",), "submit": ("submitted",),
    "capture": ("succeeded", "captured"), "confirm": ("succeeded", "confirmed", "accepted"), "abort": ("aborted",),
    "activate": ("active",), "deactivate": ("inactive", "deactivated"), "enable": ("enabled", "active"),
    "disable": ("disabled", "inactive"), "accept": ("accepted",), "decline": ("declined", "rejected"), "deny": ("denied",),
    "reject": ("rejected", "declined"), "freeze": ("frozen",), "ship": ("shipped",), "withdraw": ("withdrawn",),
    "hide": ("hidden",), "unhide": ("visible",), "play": ("pending", "running"), "retry": ("pending", "running"),
    "rerun": ("queued", "pending"), "undelete": ("active",), "mark_done": ("done",), "mark_read": ("read",),
    "unpublish": ("draft", "unpublished"), "dismiss": ("dismissed",), "finalize": ("open", "finalized"),
    "mark_uncollectible": ("uncollectible",), "suspend": ("suspended",), "unsuspend": ("active",), "block": ("blocked",),
    "mute": ("muted",), "expire": ("expired",), "revoke": ("revoked",), "archive": ("archived",), "unarchive": ("active",),
}  # fmt: skip
NOW = {"$now": True}
FIELDS = ("status", "state", "stage", "phase", "condition", "lifecycle_state")


def sets_of(store: SchemaStore, item: Json, action: str) -> Json:
    """{"sets": {field: value}} for `close`, `lock`, `unarchive` and their like, else nothing; the value {"$now": true} is the time."""
    properties = store.shape(item).properties
    known = {snake(name): name for name in properties}
    verb = action.split("_")[0] if action not in STATES else action
    for field in FIELDS:
        if field in known:
            value = _value(store, properties[known[field]], _wanted(verb))
            if value is not None:
                return {"sets": {known[field]: value}}
    for word, value in ((verb, True), (verb.removeprefix("un"), False)):
        if word == verb and value is False:
            continue
        for name in (_past(word), f"is_{_past(word)}", f"{word}ed", {"disable": "disabled"}.get(word, "")):
            if name in known and "boolean" in store.types(properties[known[name]]):
                return {"sets": {known[name]: value}}
    for word, value in (("enable", True), ("disable", False), ("activate", True), ("deactivate", False), ("publish", True)):
        for name in ("enabled", "is_enabled", "active", "is_active", "published"):
            if verb == word and name in known and "boolean" in store.types(properties[known[name]]):
                return {"sets": {known[name]: value}}
    for word, value in ((verb, NOW), (verb.removeprefix("un"), None)):
        if verb not in ACTIONS or (value is None and word == verb):
            continue
        for name in (f"{_past(word)}_at", f"{_past(word)}_on", f"{_past(word)}_date"):
            if name in known and "string" in store.types(properties[known[name]]):
                return {"sets": {known[name]: value}}
    return {}


def _wanted(verb: str) -> tuple[str, ...]:
    return (*STATES.get(verb, ()), _past(verb), verb)


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ied"
    if verb in ("pin", "unpin", "ban", "unban", "skip", "drop", "stop", "star", "unstar", "flag"):
        return verb + verb[-1] + "ed"
    return verb + "ed"


def _value(store: SchemaStore, schema: Json, wanted: tuple[str, ...]) -> str | None:
    resolved = store.resolve(schema)
    values = [each for each in resolved.get("enum", ()) if isinstance(each, str)]
    for keyword in ("anyOf", "oneOf"):
        for each in resolved.get(keyword, ()):
            inner = store.resolve(each)
            values += [one for one in [*inner.get("enum", ()), inner.get("const")] if isinstance(one, str)]
    by_word = {snake(value): value for value in values}
    return next((by_word[word] for word in wanted if word in by_word), None)
