"""How Datadog words things: API and application keys, ids, times, limits; https://docs.datadoghq.com/api/latest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from clonery.server import rates
from clonery.server.dialect import Dialect, Paging
from clonery.server.problems import Problem, Unauthorized
from clonery.server.request import Request
from clonery.server.state import clock
from clonery.server.state.record import Record

from . import wording

if TYPE_CHECKING:
    from clonery.server.call import Call

LIMIT, PERIOD = 100, 60 * rates.SECOND
INTAKE = (
    "/api/v1/series", "/api/v2/series", "/api/v1/distribution_points", "/api/v1/check_run", "/api/v2/logs", "/v1/input",
    "/api/v1/events", "/api/v1/validate", "/api/v2/ci/pipeline", "/api/v2/llm-obs", "/api/intake",
)  # fmt: skip
"""Where an API key alone is enough."""
API_KEY = "api"
"""The style of credentials that are API keys."""


class Datadog(Dialect):
    """Datadog's dialect."""

    paging_arguments: ClassVar[frozenset[str]] = frozenset(
        {
            "page",
            "page_size",
            "page[number]",
            "page[size]",
            "page[offset]",
            "page[limit]",
            "page[cursor]",
            "start",
            "count",
        }
    )
    page_size = 100
    page_limit = 1000

    # coming in

    def token(self, request: Request) -> str | None:
        """The application key beside an API key, an access token, or the API key alone."""
        return request.header("dd-application-key") or super().token(request) or request.header("dd-api-key") or None

    def mint(self, call: Call, user: Any, scopes: tuple[str, ...] | None) -> str:
        """Forty hexadecimal digits; an API key, which is nobody's, has thirty-two."""
        return "".join(f"{call.random(16):x}" for _ in range(32 if user is None else 40))

    def needs(self, call: Call) -> None:
        """An application key goes with an API key; that alone opens the intake. Raises Unauthorized."""
        credential, request = call.credential, call.request
        if credential is not None and credential.style == API_KEY and not request.path.startswith(INTAKE):
            raise Unauthorized(code="missing")
        if request.header("dd-application-key"):
            key = request.header("dd-api-key")
            found = call.session.opened.credentials.get(call.clone.name, key) if key else None
            if found is None or found.style != API_KEY or found.revoked:
                raise Unauthorized(code="unknown" if key else "missing")

    def paging(self, call: Call, arguments: dict[str, Any]) -> Paging:
        names = ("page[size]", "page[limit]", "page_size", "count")
        size = next((arguments[name] for name in names if isinstance(arguments.get(name), int)), self.page_size)
        size = min(max(size, 1), self.page_limit)
        number = next((arguments[name] for name in ("page[number]", "page") if isinstance(arguments.get(name), int)), 0)
        offset = next(
            (arguments[name] for name in ("page[offset]", "start") if isinstance(arguments.get(name), int)), None
        )
        return Paging(size, max(offset if offset is not None else number * size, 0), number=max(number, 0))

    def new_id(self, call: Call, kind: str) -> str:
        """Three groups of three for dashboards, thirty-two hexadecimal digits for objectives, else a UUID."""
        if kind == "dashboard":
            text = call.new_id(size=9).lower()
            return f"{text[:3]}-{text[3:6]}-{text[6:]}"
        return call.new_uuid().replace("-", "") if kind in ("slo", "slo_correction") else call.new_uuid()

    def spend(self, call: Call) -> None:
        rates.spend(call, call.operation.name if call.operation else "", LIMIT, PERIOD)

    # going out

    def now(self, moment: int) -> Any:
        return clock.iso(moment, 6).removesuffix("Z") + "+00:00"

    def error(self, call: Call, problem: Problem) -> tuple[int, Any]:
        return wording.error(call, problem)

    def headers(self, call: Call, status: int) -> Iterable[tuple[str, str]]:
        name = call.operation.name if call.operation else ""
        count, reset = rates.used(call, name, PERIOD)
        left = max(-(-(reset - call.moment) // rates.SECOND), 0)
        made = [
            ("X-Frame-Options", "SAMEORIGIN"), ("X-Content-Type-Options", "nosniff"), ("X-RateLimit-Limit", str(LIMIT)),
            ("X-RateLimit-Period", str(PERIOD // rates.SECOND)), ("X-RateLimit-Remaining", str(max(LIMIT - count, 0))),
            ("X-RateLimit-Reset", str(left)),
        ]  # fmt: skip
        return [*made, ("X-RateLimit-Name", name)] if name else made

    def actor_name(self, record: Record) -> str:
        return str(record.get("handle") or record.get("attributes", {}).get("email") or record.id)
