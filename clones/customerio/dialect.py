"""How Customer.io words things: a key for each of its APIs, cursors, seconds; https://docs.customer.io/integrations/api."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from clonery.server import rates
from clonery.server.dialect import Dialect, Paging
from clonery.server.problems import Problem, Unauthorized
from clonery.server.request import Answer, Request
from clonery.server.state.record import Record

from . import wording

if TYPE_CHECKING:
    from clonery.server.call import Call

LIMITS = {wording.TRACK: 100, wording.APP: 10, wording.PIPELINES: 100}
"""Calls a second of each API."""
HEX = ("delivery", "message", "activity")


class CustomerIO(Dialect):
    """Customer.io's dialect; the styles of credentials are the names of the APIs that they open, "" opens all."""

    user_kind = "team_member"
    paging_arguments: ClassVar[frozenset[str]] = frozenset({"start", "limit", "offset"})
    page_size = 50
    page_limit = 1000

    # coming in

    def token(self, request: Request) -> str | None:
        """A bearer key; of basic authorization the API key behind the site's id, or the write key alone."""
        sent = request.basic
        if sent is None:
            return super().token(request)
        return sent[1] or sent[0] or None

    def mint(self, call: Call, user: Any, scopes: tuple[str, ...] | None) -> str:
        return call.new_uuid().replace("-", "")

    def needs(self, call: Call) -> None:
        """Each API has keys of its own, the Track API's goes with the site's id. Raises Unauthorized."""
        credential, asked = call.credential, wording.api(call.request.path)
        if credential is None or not credential.style:
            return
        sent = call.request.basic
        site = credential.details.get("site_id")
        if credential.style != asked or (asked == wording.TRACK and site and (sent is None or sent[0] != site)):
            raise Unauthorized(code="unknown")

    def locate(self, call: Call, kind: str, values: dict[str, Any]) -> Record | None:
        """A person goes by an id, an address or, behind `cio_`, the `cio_id`."""
        text = next(iter(values.values()), None)
        if kind != "customer" or not isinstance(text, str):
            return None
        names = (("cio_id", text.removeprefix("cio_")),) if text.startswith("cio_") else (("id", text), ("email", text))
        found = (call.first(call.clone.kind(kind), {name: value}) for name, value in names)
        return next((record for record in found if record is not None), None)

    def paging(self, call: Call, arguments: dict[str, Any]) -> Paging:
        size, offset = arguments.get("limit"), arguments.get("offset")
        size = min(size, self.page_limit) if isinstance(size, int) and size > 0 else self.page_size
        return Paging(size, max(offset, 0) if isinstance(offset, int) else 0)

    def new_id(self, call: Call, kind: str) -> str:
        """Deliveries and what happened go by capitals and digits, people by the twelve of their `cio_id`."""
        if kind in HEX:
            return "01" + call.new_id(size=24).upper()
        return call.new_uuid().replace("-", "")[:12]

    def spend(self, call: Call) -> None:
        asked = wording.api(call.request.path)
        rates.spend(call, asked, LIMITS[asked], rates.SECOND)

    # going out

    def now(self, moment: int) -> Any:
        """Seconds since 1970."""
        return moment // 1_000_000

    def error(self, call: Call, problem: Problem) -> tuple[int, Any]:
        return wording.error(call, problem)

    def headers(self, call: Call, status: int) -> Iterable[tuple[str, str]]:
        return [("X-Request-Id", call.request_id)]

    def finish(self, call: Call, answer: Answer) -> Answer:
        """Where data is sent, nothing to say is an empty object."""
        if answer.status == 204 and wording.api(call.request.path) != wording.APP:
            answer.status, answer.body = 200, b"{}"
        return answer

    def actor_name(self, record: Record) -> str:
        return str(record.get("email") or record.id)
