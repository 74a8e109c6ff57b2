"""Every flow there is, in the standards' own words; https://example.com/consenting/oauth."""

from typing import ClassVar

from clonery.server.consent import App, Consent


class Everything(Consent):
    """All addresses, all flows."""

    device = ("/oauth/device",)
    verify = ("/activate",)
    revoke = ("/oauth/revoke",)
    introspect = ("/oauth/introspect",)
    userinfo = ("/oauth/userinfo",)
    discovery = ("/.well-known/openid-configuration",)
    keys = ("/oauth/keys",)
    app = App("acme", "hush", "Acme App")
    scopes: ClassVar[dict[str, str]] = {"read": "see shops", "write": "change shops", "openid": "know who you are"}
    default_scopes = ("read",)
    grants = frozenset({"authorization_code", "refresh_token", "client_credentials", "device_code"})
    refresh_seconds = 86_400


consent = Everything()
