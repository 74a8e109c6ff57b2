"""Apps, codes, devices and refresh tokens: kept beside a clone's credentials, rewound and forked with them."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..state.credentials import BESIDE, Credential
from .declared import App, Consent, Grant, Refused
from .signing import id_token

if TYPE_CHECKING:
    from ..call import Call

SECOND = 1_000_000
LOCAL = ("localhost", "127.0.0.1", "::1")


class Kept:
    """What one call reads and writes of it."""

    def __init__(self, call: Call, consent: Consent) -> None:
        self.call = call
        self.consent = consent
        self.credentials = call.session.opened.credentials
        self.home = call.clone.name + BESIDE

    def put(self, kind: str, name: str, seconds: int | None = None, **fields: Any) -> Credential:
        """Keep something under its name; it expires after so many seconds."""
        until = None if seconds is None else self.call.moment + seconds * SECOND
        made = Credential(token=f"{kind}:{name}", clone=self.home, style=kind, expires_at=until, **fields)
        return self.credentials.put(made)

    def get(self, kind: str, name: str) -> Credential | None:
        return self.credentials.get(self.home, f"{kind}:{name}") if name else None

    def note(self, kept: Credential, **details: Any) -> Credential:
        """Keep it with more details."""
        return self.credentials.put(replace(kept, details={**kept.details, **details}))

    def expired(self, kept: Credential) -> bool:
        return kept.expires_at is not None and kept.expires_at <= self.call.moment

    # apps

    def register(self, app: App) -> None:
        details = {"secret": app.secret, "name": app.name, "redirects": list(app.redirects), "public": app.public}
        self.put("app", app.client_id, details=details)

    def app(self, client_id: str) -> App:
        """The app of that id. Raises Refused."""
        if client_id == self.consent.app.client_id:
            return self.consent.app
        own = self.consent.known(self.call, client_id)
        if own is not None:
            return own
        found = self.get("app", client_id)
        if found is None:
            raise Refused("client")
        known = found.details
        return App(client_id, known["secret"], known["name"], tuple(known["redirects"]), known["public"])

    # grants and their tokens

    def grant(self, id: str) -> Grant | None:
        """The grant of that id; None where it was ended."""
        found = self.get("grant", id)
        if found is None or found.revoked:
            return None
        return Grant(id, found.details["client_id"], found.user, found.scopes or (), found.details["more"])

    def allow(self, client_id: str, user: Any, scopes: tuple[str, ...], more: dict[str, Any]) -> Grant:
        """A new grant."""
        id = self.call.new_id("grant_", 16)
        self.put("grant", id, user=user, scopes=scopes, details={"client_id": client_id, "more": more})
        return Grant(id, client_id, user, scopes, more)

    def end(self, id: str) -> None:
        """Take a grant back, and every token of it."""
        found = self.get("grant", id)
        if found is not None:
            self.credentials.put(replace(found, revoked=True))
        for made in [*self.credentials.all(self.call.clone.name), *self.credentials.all(self.home)]:
            if made.details.get("grant") == id and not made.revoked:
                self.credentials.put(replace(made, revoked=True))

    def tokens(self, grant: Grant, refresh: str | None = None) -> dict[str, Any]:
        """New tokens of a grant: an access token, and a refresh token if it may have one (`refresh` stays it)."""
        call, consent = self.call, self.consent
        people, holder = call.clone.kind(call.clone.dialect.user_kind), consent.holder(call, grant)
        user = call.peek(people, holder)
        seconds = consent.lasts(call, grant)
        until = None if seconds is None else call.moment + seconds * SECOND
        made: dict[str, Any] = {"access_token": consent.access_token(call, grant, user)}
        call.mint(
            made["access_token"], user=holder, scopes=grant.scopes, expires_at=until, style=consent.style,
            details={"app": grant.client_id, "grant": grant.id},
        )  # fmt: skip
        if seconds is not None:
            made["expires_in"] = seconds
        if refresh is not None:
            made["refresh_token"] = refresh
        elif grant.details.get("offline"):
            made["refresh_token"] = self.refreshable(grant)
        person = call.peek(people, grant.user)
        if "openid" in grant.scopes and person is not None:
            made["id_token"] = id_token(call, consent, grant, person, made["access_token"])
        return made

    def refreshable(self, grant: Grant) -> str:
        token = self.consent.refresh_token(self.call, grant)
        self.put("refresh", token, self.consent.refresh_seconds, user=grant.user, details={"grant": grant.id})
        return token

    def access(self, token: str) -> Credential | None:
        """The access token, while it is good."""
        found = self.credentials.get(self.call.clone.name, token)
        return None if found is None or found.revoked or self.expired(found) else found


def fits(app: App, redirect: str) -> bool:
    """Whether an app may be sent back there: below one of its addresses, or on this machine if it names none."""
    asked = urlsplit(redirect)
    if not asked.scheme or asked.fragment:
        return False
    if not app.redirects:
        return asked.hostname in LOCAL or asked.scheme not in ("http", "https")
    for known in map(urlsplit, app.redirects):
        same = (asked.scheme, asked.hostname) == (known.scheme, known.hostname)
        port = asked.port == known.port or known.hostname in LOCAL
        below = asked.path == known.path or asked.path.startswith(known.path.rstrip("/") + "/")
        if same and port and below:
            return True
    return False


def proves(verifier: str, challenge: str, method: str) -> bool:
    """Whether the verifier of PKCE fits its challenge."""
    if method == "plain":
        return verifier == challenge
    digest = sha256(verifier.encode()).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode() == challenge
