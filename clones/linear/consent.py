"""Linear's OAuth applications; https://linear.app/developers/oauth-2-0-authentication."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from clonery.server.consent import App, Consent, Grant
from clonery.server.state.record import Record

if TYPE_CHECKING:
    from clonery.server.call import Call


class LinearConsent(Consent):
    """A day of access, refresh tokens that change with each use, an application that acts for itself."""

    authorize = ("/oauth/authorize",)
    token = ("/oauth/token",)
    revoke = ("/oauth/revoke",)
    app = App("ac3e0000000000000000000000000001", "ac3e5ec0000000000000000000000001", "Acme Web App")
    scopes: ClassVar[dict[str, str]] = {
        "read": "read what you can read", "write": "change what you can change", "issues:create": "create issues",
        "comments:create": "create comments", "timeSchedule:write": "change time schedules",
        "admin": "do what an admin can do", "app:assignable": "be assigned issues",
        "app:mentionable": "be mentioned", "customer:read": "read customers", "customer:write": "change customers",
        "initiative:read": "read initiatives", "initiative:write": "change initiatives",
    }  # fmt: skip
    default_scopes = ("read",)
    splits = " ,"
    grants = frozenset({"authorization_code", "refresh_token", "client_credentials"})
    access_seconds = 86_399

    def wanted(self, given: dict[str, str]) -> tuple[str, ...]:
        """`read` is always among them."""
        return tuple(dict.fromkeys(("read", *super().wanted(given))))

    def noted(self, given: dict[str, str]) -> dict[str, Any]:
        return {"actor": given.get("actor", "user")}

    def access_token(self, call: Call, grant: Grant, user: Record | None) -> str:
        return "lin_oauth_" + "".join(f"{call.random(16):x}" for _ in range(64))

    def refresh_token(self, call: Call, grant: Grant) -> str:
        return "lin_refresh_" + "".join(f"{call.random(16):x}" for _ in range(64))


consent = LinearConsent()
