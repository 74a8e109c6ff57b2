"""What a clone declares of its OAuth: paths, words, scopes, lifetimes, token forms; it subclasses `Consent`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import orjson

from ..request import Answer
from ..state.credentials import Credential
from ..state.record import Record

if TYPE_CHECKING:
    from ..call import Call

Paths = tuple[str, ...]
PEOPLE_SHOWN = 50


@dataclass(frozen=True, slots=True)
class App:
    """A client that asks for consent; `public` ones have no secret, without `redirects` any local address will do."""

    client_id: str
    secret: str
    name: str = "Acme App"
    redirects: tuple[str, ...] = ()
    public: bool = False


@dataclass(frozen=True, slots=True)
class Grant:
    """What one person allowed one app. `user` is the person's record id, None where the app acts for itself."""

    id: str
    client_id: str
    user: Any
    scopes: tuple[str, ...]
    details: dict[str, Any] = field(default_factory=dict)
    """`nonce`, `offline`, and whatever else of the request a clone's tokens depend on."""


class Refused(Exception):
    """A request that OAuth refuses; `reason` is a key of `Consent.words`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


WORDS: dict[str, tuple[str, int, str]] = {
    "missing": ("invalid_request", 400, "A parameter is missing"),
    "client": ("invalid_client", 401, "The client is not known"),
    "secret": ("invalid_client", 401, "The client's secret is wrong"),
    "code": ("invalid_grant", 400, "The code is wrong or has expired"),
    "code_used": ("invalid_grant", 400, "The code was used already"),
    "redirect": ("invalid_grant", 400, "The redirect_uri is not the one that was asked with"),
    "redirect_unknown": ("invalid_request", 400, "The redirect_uri is none of the app's"),
    "verifier": ("invalid_grant", 400, "The code_verifier does not fit the code_challenge"),
    "challenge": ("invalid_request", 400, "The code_challenge can't be used"),
    "refresh": ("invalid_grant", 400, "The refresh token is wrong, expired or revoked"),
    "grant_type": ("unsupported_grant_type", 400, "This grant_type is not served"),
    "response_type": ("unsupported_response_type", 400, "This response_type is not served"),
    "scope": ("invalid_scope", 400, "A scope is not known"),
    "denied": ("access_denied", 400, "The person said no"),
    "interaction": ("interaction_required", 400, "Somebody has to look at the page"),
    "pending": ("authorization_pending", 400, "Nobody has answered yet"),
    "slow_down": ("slow_down", 400, "The client asks too often"),
    "device_expired": ("expired_token", 400, "The device code has expired"),
    "device_code": ("invalid_grant", 400, "The device code is not known"),
    "token": ("invalid_token", 401, "The token is wrong, expired or revoked"),
}
"""Reason → the error's code, status and description, as the standards have them."""


class Consent:
    """OAuth 2 as the standards have it; paths, words and forms are for a clone to say. Times are in seconds."""

    authorize: ClassVar[Paths] = ("/oauth/authorize",)
    token: ClassVar[Paths] = ("/oauth/token",)
    device: ClassVar[Paths] = ()
    verify: ClassVar[Paths] = ()
    revoke: ClassVar[Paths] = ()
    introspect: ClassVar[Paths] = ()
    userinfo: ClassVar[Paths] = ()
    discovery: ClassVar[Paths] = ()
    keys: ClassVar[Paths] = ()

    app = App("acme-app", "acme-app-secret")
    """The app that every session has."""
    scopes: ClassVar[dict[str, str]] = {}
    """Scope → what it lets an app do, in a few words; {} takes any."""
    default_scopes: ClassVar[tuple[str, ...]] = ()
    splits: ClassVar[str] = " "
    """The signs between scopes in a request, the first one in answers."""
    grants: ClassVar[frozenset[str]] = frozenset({"authorization_code", "refresh_token"})
    """The standards' names; `device_code` stands for the long one."""
    challenges: ClassVar[tuple[str, ...]] = ("S256", "plain")
    words: ClassVar[dict[str, tuple[str, int, str]]] = {}
    """What the vendor says in place of WORDS."""
    code_seconds = 600
    access_seconds: int | None = 3600
    refresh_seconds: int | None = None
    device_seconds = 900
    interval_seconds = 5
    rotates = True
    """Whether a refresh token is good for one use; a second use then ends the whole grant."""
    style = ""
    """The style of the credentials that are made."""
    page_status = 400
    """The status of the page that says that an app or its address is not known."""
    verification = "verification_uri"
    """What the address for a device's user is called."""

    # who may be asked, and for what

    def known(self, call: Call, client_id: str) -> App | None:
        """An app that the clone's own records hold; None for one that they don't."""
        return None

    def people(self, call: Call) -> list[Record]:
        """Those who may sign in, the first one first."""
        return call.all(call.clone.kind(call.clone.dialect.user_kind), limit=PEOPLE_SHOWN)

    def split(self, text: str) -> tuple[str, ...]:
        for sign in self.splits[1:]:
            text = text.replace(sign, self.splits[0])
        return tuple(dict.fromkeys(part.strip() for part in text.split(self.splits[0]) if part.strip()))

    def wanted(self, given: dict[str, str]) -> tuple[str, ...]:
        """The scopes that a request asks for. Raises Refused for one that there is not."""
        asked = self.split(given.get("scope", "")) or self.default_scopes
        for scope in asked:
            if self.scopes and scope not in self.scopes:
                raise Refused("scope", scope)
        return asked

    def offline(self, given: dict[str, str]) -> bool:
        """Whether what comes of the request may be refreshed."""
        return "refresh_token" in self.grants

    def noted(self, given: dict[str, str]) -> dict[str, Any]:
        """What else of the request the grant keeps."""
        return {"nonce": given["nonce"]} if given.get("nonce") else {}

    # forms

    def lasts(self, call: Call, grant: Grant) -> int | None:
        """Seconds for which an access token of the grant is good; None for ever."""
        return self.access_seconds

    def holder(self, call: Call, grant: Grant) -> Any:
        """The id of the user as whom the access token acts."""
        return grant.user

    def access_token(self, call: Call, grant: Grant, user: Record | None) -> str:
        return call.clone.dialect.mint(call, user, grant.scopes)

    def refresh_token(self, call: Call, grant: Grant) -> str:
        return call.new_id("rt_", 40)

    def code(self, call: Call) -> str:
        return call.new_id("", 40)

    def device_code(self, call: Call) -> str:
        return call.new_id("", 40)

    def user_code(self, call: Call) -> str:
        """Eight letters that are hard to mistake, in two groups."""
        letters = "BCDFGHJKLMNPQRSTVWXZ"
        text = "".join(letters[call.random(len(letters))] for _ in range(8))
        return f"{text[:4]}-{text[4:]}"

    # answers

    def granted(self, call: Call, grant: Grant, tokens: dict[str, Any]) -> dict[str, Any]:
        """The answer of the token address; `tokens` has access_token, and of refresh_token, expires_in, id_token
        those there are."""
        return {**tokens, "token_type": "Bearer", "scope": self.splits[0].join(grant.scopes)}

    def told(self, reason: str) -> tuple[str, int, str]:
        return self.words.get(reason) or WORDS[reason]

    def failed(self, call: Call, refused: Refused) -> Answer:
        """The answer of the token and device addresses to what they refuse."""
        code, status, description = self.told(refused.reason)
        return self.answer(call, status, {"error": code, "error_description": description})

    def answer(self, call: Call, status: int, body: dict[str, Any]) -> Answer:
        return Answer(status, orjson.dumps(body), [("Cache-Control", "no-store"), ("Pragma", "no-cache")])

    def returned(self, grant: Grant) -> dict[str, str]:
        """What goes back to the app beside `code` and `state`."""
        return {}

    def claims(self, call: Call, user: Record) -> dict[str, Any]:
        """What OpenID Connect says of a person."""
        made = {"sub": str(user.id), "name": user.get("name"), "email": user.get("email")}
        if made["email"]:
            made["email_verified"] = True
        return {name: value for name, value in made.items() if value is not None}

    def issuer(self, call: Call) -> str:
        return call.base

    def introspected(self, call: Call, found: Credential | None) -> Answer:
        """What the introspection address says of a token; None for one that is not good."""
        if found is None:
            return self.answer(call, 200, {"active": False})
        made: dict[str, Any] = {
            "active": True, "scope": self.splits[0].join(found.scopes or ()), "token_type": "Bearer",
            "client_id": found.details.get("app", ""), "sub": str(found.user),
        }  # fmt: skip
        if found.expires_at is not None:
            made["exp"] = found.expires_at // 1_000_000
        return self.answer(call, 200, made)
