"""The address that a browser is sent to: somebody is picked, says yes or no, and goes back to the app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from ..request import Answer
from ..state.record import Record
from . import pages
from .declared import App, Consent, Refused
from .given import given
from .kept import Kept, fits

if TYPE_CHECKING:
    from ..call import Call


def authorize(call: Call, consent: Consent) -> Answer:
    """GET shows the page; POST takes its answer (`user`, `decision`) and sends the browser back with a code.

    A client or an address that is not known is never sent to: the page says so.
    """
    asked, kept = given(call), Kept(call, consent)
    try:
        app = kept.app(asked.get("client_id", ""))
        back = asked.get("redirect_uri") or next(iter(app.redirects), "")
        if not fits(app, back):
            raise Refused("redirect_unknown")
    except Refused as refused:
        code, _, description = consent.told(refused.reason)
        return pages.problem(call, consent.page_status, code, description)
    try:
        scopes = _checked(consent, asked)
        if asked.get("prompt") == "none":
            raise Refused("interaction")
        if call.request.method == "GET":
            return pages.consent(call, consent, app, scopes, picked(call, consent, asked))
        if asked.get("decision") != "allow":
            raise Refused("denied")
    except Refused as refused:
        code, _, description = consent.told(refused.reason)
        return back_to(back, {"error": code, "error_description": description}, asked)
    return _allowed(kept, app, scopes, back, asked)


def _checked(consent: Consent, asked: dict[str, str]) -> tuple[str, ...]:
    """The scopes that were asked for. Raises Refused."""
    if asked.get("response_type", "code") != "code":
        raise Refused("response_type")
    if "code_challenge" in asked:
        if asked.get("code_challenge_method", "plain") not in consent.challenges or not asked["code_challenge"]:
            raise Refused("challenge")
    return consent.wanted(asked)


def _allowed(kept: Kept, app: App, scopes: tuple[str, ...], back: str, asked: dict[str, str]) -> Answer:
    call, consent = kept.call, kept.consent
    user = picked(call, consent, asked)
    more = {**consent.noted(asked), "offline": consent.offline(asked)}
    grant = kept.allow(app.client_id, user and user.id, scopes, more)
    code = consent.code(call)
    details: dict[str, Any] = {"grant": grant.id, "redirect_uri": asked.get("redirect_uri", "")}
    details |= {name: value for name, value in asked.items() if name.startswith("code_challenge")}
    kept.put("code", code, consent.code_seconds, details=details)
    return back_to(back, {"code": code, **consent.returned(grant)}, asked)


def picked(call: Call, consent: Consent, asked: dict[str, Any]) -> Record | None:
    """The person whom the form, or a hint of the app, names by id, name or e-mail; else the default one."""
    people = consent.people(call)
    named = asked.get("user") or asked.get("login_hint") or asked.get("login") or ""
    dialect = call.clone.dialect
    for person in people:
        if named and named in (str(person.id), dialect.actor_name(person), person.get("email"), person.get("name")):
            return person
    default = call.session.opened.credentials.default(call.clone.name)
    first = [person for person in people if default is not None and person.id == default.user]
    return next(iter([*first, *people]), None)


def back_to(redirect: str, values: dict[str, str], asked: dict[str, str]) -> Answer:
    """The browser goes back to the app, with its own state."""
    if asked.get("state"):
        values = {**values, "state": asked["state"]}
    parts = urlsplit(redirect)
    query = urlencode([*parse_qsl(parts.query, keep_blank_values=True), *values.items()])
    return Answer(302, b"", [("Location", urlunsplit(parts._replace(query=query))), ("Cache-Control", "no-store")])
