"""The device flow: a code for a device without a browser, which somebody allows on a page elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..request import Answer
from . import pages
from .asking import picked
from .declared import App, Consent, Grant, Refused
from .given import client, given
from .kept import SECOND, Kept

if TYPE_CHECKING:
    from ..call import Call


def device(call: Call, consent: Consent) -> Answer:
    """A device code and what its user has to type where."""
    asked, kept = given(call), Kept(call, consent)
    try:
        app = kept.app(client(call, asked)[0])
        scopes = consent.wanted(asked)
    except Refused as refused:
        return consent.failed(call, refused)
    code, typed = consent.device_code(call), consent.user_code(call)
    details = {
        "client_id": app.client_id, "user_code": typed, "interval": consent.interval_seconds,
        "more": {**consent.noted(asked), "offline": consent.offline(asked)},
    }  # fmt: skip
    kept.put("device", code, consent.device_seconds, scopes=scopes, details=details)
    kept.put("typed", typed, consent.device_seconds, details={"device": code})
    page = f"{call.base}{consent.verify[0]}"
    return consent.answer(call, 200, {
        "device_code": code, "user_code": typed, consent.verification: page, "expires_in": consent.device_seconds,
        "interval": consent.interval_seconds,
    })  # fmt: skip


def verify(call: Call, consent: Consent) -> Answer:
    """The page where somebody types the code (`user_code`), is picked (`user`) and says yes or no (`decision`)."""
    asked, kept = given(call), Kept(call, consent)
    typed = asked.get("user_code", "").strip().upper()
    link = kept.get("typed", typed)
    waiting = kept.get("device", link.details["device"]) if link else None
    if not typed:
        return pages.typing(call)
    if waiting is None or kept.expired(waiting) or "decision" in waiting.details:
        return pages.typing(call, f"{typed} is no code that waits")
    app = kept.app(waiting.details["client_id"])
    user = picked(call, consent, asked)
    if call.request.method == "GET" or "decision" not in asked:
        return pages.consent(call, consent, app, waiting.scopes or (), user, typed)
    kept.note(waiting, decision=asked["decision"], user=user and user.id)
    return pages.done(call, asked["decision"] == "allow")


def polled(kept: Kept, app: App, code: str) -> Grant:
    """The grant that somebody gave a device. Raises Refused while nobody has, and for one who asks too often."""
    found = kept.get("device", code)
    if found is None or found.details["client_id"] != app.client_id or found.details.get("used"):
        raise Refused("device_code")
    if kept.expired(found):
        raise Refused("device_expired")
    known = found.details
    if known.get("decision") == "allow":
        kept.note(found, used=True)
        return kept.allow(app.client_id, known["user"], found.scopes or (), known["more"])
    if "decision" in known:
        raise Refused("denied")
    now, last = kept.call.moment, known.get("polled", 0)
    slow = now - last < known["interval"] * SECOND
    interval = known["interval"] + (kept.consent.interval_seconds if slow else 0)
    kept.note(found, polled=now, interval=interval)
    raise Refused("slow_down" if slow else "pending", str(interval))
