"""A clone's OAuth addresses as operations, so that faults, the call log and transactions work as for all others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from ..operation import Operation
from ..request import Answer
from . import asking, device, granting, telling
from .declared import App, Consent
from .kept import Kept

if TYPE_CHECKING:
    from ..call import Call
    from ..clone import Clone

ROLES: dict[str, tuple[Callable[[Call, Consent], Answer], tuple[str, ...]]] = {
    "authorize": (asking.authorize, ("GET", "POST")), "token": (granting.token, ("POST",)),
    "device": (device.device, ("POST",)), "verify": (device.verify, ("GET", "POST")),
    "revoke": (telling.revoke, ("POST",)), "introspect": (telling.introspect, ("GET", "POST")),
    "userinfo": (telling.userinfo, ("GET", "POST")), "discovery": (telling.discovery, ("GET",)),
    "keys": (telling.keys, ("GET",)),
}  # fmt: skip
APP: dict[str, Any] = {
    "type": "object", "required": ["name"], "additionalProperties": False,
    "properties": {
        "name": {"type": "string"}, "redirect_uris": {"type": "array", "items": {"type": "string"}},
        "client_id": {"type": "string"}, "client_secret": {"type": "string"}, "public": {"type": "boolean"},
    },
}  # fmt: skip


def bind(consent: Consent, clone: Clone, published: Iterable[Operation]) -> list[Operation]:
    """The operations of all addresses: published ones that nobody wrote are taken over, others are made."""
    known = {place: each for each in published for place in _places(each, clone)}
    made = []
    for role, (function, methods) in ROLES.items():
        for path in getattr(consent, role):
            for method in methods:
                operation = known.get((method, path))
                if operation is not None and operation.function is not None:
                    continue  # somebody wrote it, or it was taken over for another method
                if operation is None:
                    operation = Operation({"name": f"oauth/{role}", "http": {"method": method, "path": path}})
                    made.append(operation)
                operation.entry["public"] = True
                operation.bind(_answering(function, consent))
    return made


def _answering(function: Callable[[Call, Consent], Answer], consent: Consent) -> Callable[[Call], Answer]:
    def answer(call: Call) -> Answer:
        return function(call, consent)

    return answer


def _places(operation: Operation, clone: Clone) -> list[tuple[str, str]]:
    """Methods and paths that it answers."""
    if "rpc" in operation.entry:
        return [(method, clone.rpc_path(operation.entry["rpc"]["method"])) for method in ("GET", "POST")]
    return [(operation.method, operation.entry["http"]["path"])] if "http" in operation.entry else []


def register(consent: Consent) -> tuple[Callable[..., Any], dict[str, Any], str]:
    """The act by which a developer registers an app."""

    def register_app(
        call: Call, name: str, redirect_uris: list[str] | None = None, client_id: str = "", client_secret: str = "",
        public: bool = False,
    ) -> dict[str, Any]:  # fmt: skip
        app = App(
            client_id or call.new_id("app_", 20), client_secret or call.new_id("", 40), name,
            tuple(redirect_uris or ()), public,
        )  # fmt: skip
        Kept(call, consent).register(app)
        return {"client_id": app.client_id, "client_secret": app.secret, "redirect_uris": list(app.redirects)}

    return register_app, APP, "Register an app that may ask people for consent."
