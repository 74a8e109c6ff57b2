"""How GitLab words things: tokens, pages, paths for ids, times, limits; https://docs.gitlab.com/api/rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qsl, unquote, urlencode

from clonery.server import rates
from clonery.server.dialect import Dialect, Page, Paging
from clonery.server.problems import Flaw, Problem
from clonery.server.request import Request
from clonery.server.state import clock
from clonery.server.state.record import Record

from . import wording

if TYPE_CHECKING:
    from clonery.server.call import Call
    from clonery.server.operation import Operation

LIMIT, MINUTE = 2000, 60 * rates.SECOND
PATHS = {"project": "path_with_namespace", "group": "full_path", "namespace": "full_path", "user": "username"}
"""The field of a kind that stands for its id where it is no number."""
SITE = "https://gitlab.com"


class GitLab(Dialect):
    """GitLab's dialect."""

    paging_arguments: ClassVar[frozenset[str]] = frozenset({"page", "per_page"})
    page_size = 20
    page_limit = 100
    newest_first = True

    # coming in

    def token(self, request: Request) -> str | None:
        """`PRIVATE-TOKEN`, `JOB-TOKEN`, a bearer token, or `private_token` and `access_token` of the query."""
        found = request.header("private-token") or request.header("job-token") or super().token(request)
        if found or "token=" not in request.query:
            return found or None
        return next((text for name, text in request.pairs if name in ("private_token", "access_token")), None)

    def present(self, token: str) -> dict[str, str]:
        return {"PRIVATE-TOKEN": token}

    def mint(self, call: Call, user: Any, scopes: tuple[str, ...] | None) -> str:
        return call.new_id("glpat-", 20)

    def scopes(self, operation: Operation) -> tuple[str, ...]:
        """`api` for all, `read_api` for all that only reads, `read_user` for people."""
        if operation.writes:
            return ("api",)
        people = operation.entry.get("http", {}).get("path", "").startswith("/api/v4/user")
        return ("api", "read_api", "read_user") if people else ("api", "read_api")

    def forgive(self, call: Call, arguments: dict[str, Any], flaws: tuple[Flaw, ...]) -> tuple[Flaw, ...]:
        """A text with commas is as good as a list, and the other way round; null takes back what was set."""
        kept = []
        for flaw in flaws:
            plain, wanted = flaw.rule == "type" and len(flaw.path) == 1, _expected(flaw)
            if plain and isinstance(flaw.value, str) and "array" in wanted:
                arguments[flaw.name] = [part.strip() for part in flaw.value.split(",") if part.strip()]
            elif plain and isinstance(flaw.value, list) and "string" in wanted:
                arguments[flaw.name] = ",".join(map(str, flaw.value))
            elif not (plain and flaw.value is None and flaw.place == "body"):
                kept.append(flaw)
        return tuple(kept)

    def paging(self, call: Call, arguments: dict[str, Any]) -> Paging:
        size, number = arguments.get("per_page"), arguments.get("page")
        size = min(size, self.page_limit) if isinstance(size, int) and size > 0 else self.page_size
        number = max(number, 1) if isinstance(number, int) else 1
        return Paging(size, (number - 1) * size, number=number)

    def rewrite(self, call: Call, path: str) -> str:
        """`/projects/acme%2Fwebapp` is `/projects/1`, also where the description knows numbers alone."""
        parts = path.split("/")
        kind = {"projects": "project", "groups": "group"}.get(parts[3]) if len(parts) > 4 else None
        if kind is None or parts[4].isdecimal():
            return path
        found = call.find(call.clone.kind(kind), **{PATHS[kind]: unquote(parts[4])})
        return path if found is None else "/".join([*parts[:4], str(found.id), *parts[5:]])

    def locate(self, call: Call, kind: str, values: dict[str, Any]) -> Record | None:
        """A project, group or person by its path."""
        name = next(iter(values.values()), None) if len(values) == 1 else None
        if kind not in PATHS or not isinstance(name, str) or name.isdecimal():
            return None
        return call.find(call.clone.kind(kind), **{PATHS[kind]: name})

    def new_id(self, call: Call, kind: str) -> str:
        """Discussions and commits go by forty hexadecimal digits; the rest by numbers."""
        if kind in ("discussion", "commit"):
            return "".join(f"{call.random(16):x}" for _ in range(40))
        return str(call.next(f"{kind}/text"))

    def spend(self, call: Call) -> None:
        rates.spend(call, "api", LIMIT, MINUTE)

    # going out

    def now(self, moment: int) -> Any:
        return clock.iso(moment, 3)

    def plain(self, call: Call, record: Record) -> Any:
        """Links lead to the clone: clients look whether they do."""
        return _linked(super().plain(call, record), call.base)

    def page(self, call: Call, page: Page) -> Any:
        """A bare list; where it goes on stand in headers, the totals up to ten thousand."""
        paging, total = page.paging, page.total
        last = max(-(-(total or 0) // paging.limit), 1)
        following = str(paging.number + 1) if page.more else ""
        before = str(paging.number - 1) if paging.number > 1 else ""
        call.headers += [
            ("X-Page", str(paging.number)),
            ("X-Per-Page", str(paging.limit)),
            ("X-Next-Page", following),
            ("X-Prev-Page", before),
        ]
        counted = total is not None and total <= 10_000
        if counted:
            call.headers += [("X-Total", str(total)), ("X-Total-Pages", str(last))]
        named = [("prev", before), ("next", following), ("first", "1"), ("last", str(last) if counted else "")]
        query = dict(parse_qsl(call.request.query, keep_blank_values=True)) | {"per_page": str(paging.limit)}
        base = f"{call.base}{call.request.path}"
        links = [f'<{base}?{urlencode({**query, "page": number})}>; rel="{rel}"' for rel, number in named if number]
        call.headers.append(("Link", ", ".join(links)))
        return self.items(call, page)

    def error(self, call: Call, problem: Problem) -> tuple[int, Any]:
        return wording.error(call, problem)

    def headers(self, call: Call, status: int) -> Iterable[tuple[str, str]]:
        count, reset = rates.used(call, "api", MINUTE)
        return [
            ("X-Request-Id", call.request_id),
            ("X-Runtime", "0.010000"),
            ("Cache-Control", "max-age=0, private, must-revalidate"),
            ("RateLimit-Limit", str(LIMIT)),
            ("RateLimit-Observed", str(count)),
            ("RateLimit-Remaining", str(max(LIMIT - count, 0))),
            ("RateLimit-Reset", str(reset // rates.SECOND)),
            ("X-Gitlab-Meta", f'{{"correlation_id":"{call.request_id}","version":"1"}}'),
        ]

    def actor_name(self, record: Record) -> str:
        return str(record.get("username") or record.id)


def _linked(value: Any, base: str) -> Any:
    if isinstance(value, dict):
        return {name: _linked(held, base) for name, held in value.items()}
    if isinstance(value, list):
        return [_linked(held, base) for held in value]
    return base + value.removeprefix(SITE) if isinstance(value, str) and value.startswith(SITE + "/") else value


def _expected(flaw: Flaw) -> list[str]:
    return [str(each) for each in flaw.expected] if isinstance(flaw.expected, list) else [str(flaw.expected)]
