"""How GitHub words things: tokens, errors, pages, entity tags, rate limits; https://docs.github.com/rest/using-the-rest-api."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qsl, urlencode

from clonery.server.dialect import Dialect, Page, Paging
from clonery.server.problems import Flaw, Problem, RateLimited, Taken
from clonery.server.request import Answer, Request
from clonery.server.state.record import Record

from . import graph_wording, numeric, places, scopes, wording
from .body_forms import form_of, formed
from .refusals import ValidationFailed
from .shapes import SHAPES

if TYPE_CHECKING:
    from clonery.server.call import Call
    from clonery.server.operation import Operation

HOUR = 3_600_000_000
VERSION = "2022-11-28"
VERSIONS = ("2026-03-10", VERSION)
"""What X-GitHub-Api-Version may name, the most recent first; without it the older one answers."""
LIMITS = {"core": (5000, HOUR), "search": (30, 60_000_000), "code_search": (10, 60_000_000), "graphql": (5000, HOUR)}
ANONYMOUS_LIMIT = 60
_BY_SECRET = ("apps/check-token", "apps/reset-token", "apps/delete-token", "apps/delete-authorization")


class GitHub(Dialect):
    """GitHub's REST dialect."""

    shapes: ClassVar[Any] = SHAPES
    keeps_shown = True
    paging_arguments: ClassVar[frozenset[str]] = frozenset({"page", "per_page"})

    # coming in

    def token(self, request: Request) -> str | None:
        """`Authorization: Bearer T`, `token T`, or basic with the token as password."""
        if request.path.startswith("/applications/"):
            return None  # an app's own secret, which the function looks at
        style, _, rest = request.header("authorization").partition(" ")
        if style.lower() in ("bearer", "token") and rest.strip():
            return rest.strip()
        name, password = request.basic or ("", "")
        return password if password and password != "x-oauth-basic" else name or None

    def open(self, operation: Operation) -> bool:
        """Public things are read without a token, and so is Markdown; everything else says itself that it needs one."""
        return not operation.writes or operation.name.startswith("markdown/") or operation.name in _BY_SECRET

    def body(self, request: Request, operation: Operation) -> Any:
        """JSON, or the one text that a body is; a list stands for the one argument that it can be."""
        if operation.name == "repos/upload-release-asset":
            return ""  # the function takes the bytes from the request
        if operation.name == "markdown/render-raw":
            return request.body.decode("utf-8", "replace")
        body, named = super().body(request, operation), operation.at("body")
        return {named[0].wire: body} if isinstance(body, list) and len(named) == 1 else body

    def rewrite(self, call: Call, path: str) -> str:
        """`/repositories/1/…`, `/organizations/1/…`, `/user/1/…` as the paths with names that they stand for."""
        return numeric.named(call, path)

    def locate(self, call: Call, kind: str, values: dict[str, Any]) -> Record | None:
        return places.locate(call, kind, values)

    def needs(self, call: Call) -> None:
        scopes.check(call)

    def forgive(self, call: Call, arguments: dict[str, Any], flaws: tuple[Flaw, ...]) -> tuple[Flaw, ...]:
        """A page or size that is no number is as good as none, no labels are some; a search names what it lacks."""
        kept = []
        for flaw in flaws:
            if flaw.place == "query" and flaw.name in ("page", "per_page"):
                arguments.pop(flaw.name, None)
            elif flaw.rule == "required" and flaw.name == "q":
                arguments["q"] = ""
            elif flaw.name == "labels" and arguments.get("labels") == []:
                continue
            elif call.operation and call.operation.name == "repos/update-branch-protection" and _left_alone(flaw):
                if flaw.rule == "type":
                    arguments.pop(flaw.name, None)
            elif flaw.name == "tree" and flaw.path[-1] == "mode":
                continue  # the function refuses it in the words that clients know
            elif flaw.name == "files" and flaw.value is None and call.request.method == "PATCH":
                continue  # a gist's file that is null is to go
            else:
                kept.append(flaw)
        return tuple(kept)

    def paging(self, call: Call, arguments: dict[str, Any]) -> Paging:
        size = arguments.get("per_page", self.page_size)
        size = min(size, self.page_limit) if size > 0 else self.page_size
        number = min(max(arguments.get("page", 1), 1), 1_000_000)
        return Paging(size, (number - 1) * size, number=number)

    def spend(self, call: Call) -> None:
        """Count the call. Raises RateLimited; and Problem for a version of the API that there is not."""
        version = call.request.headers.get("x-github-api-version")
        if version is not None and version not in VERSIONS:
            raise Problem(wording.unsupported(version, VERSIONS), status=400)
        if call.request.path == "/rate_limit":
            return
        bucket = wording.bucket(call.request.path)
        limit, window = LIMITS[bucket]
        who = call.credential.token if call.credential else ""
        limit = limit if who or bucket != "core" else ANONYMOUS_LIMIT
        usage = call.session.opened.usage
        used = usage.setdefault((bucket, who), [0, call.moment + window])
        if used[1] <= call.moment:
            used[:] = [0, call.moment + window]
        used[0] += 1
        if call.session.rate_limits and used[0] > limit:
            raise RateLimited(status=403, bucket=bucket, reset=used[1] // 1_000_000)

    # going out

    def show(self, call: Call, result: Any, whole: bool = True) -> Any:
        """As any dialect; what has a body with it in the form that the Accept header asks for."""
        made = super().show(call, result, whole)
        if isinstance(made, dict) and isinstance(result, Record) and "body" in made:
            form = form_of(call.request)
            return formed(call, result, made, form) if form else made
        return made

    def plainly(self, call: Call, record: Record, whole: bool) -> Any:
        """A record as those see it who did not make this call: whatever form its caller asked for."""
        return super().show(call, record, whole)

    def shown(self, call: Call, record: Record, whole: bool) -> Any:
        if whole and "updated_at" in record.doc and call.request.method == "GET":
            call.headers.append(("Last-Modified", wording.http_date(record.doc["updated_at"])))
        return super().shown(call, record, whole)

    def page(self, call: Call, page: Page) -> Any:
        """A bare list; the way on stands in the Link header."""
        self.link(call, page)
        return self.items(call, page)

    def link(self, call: Call, page: Page) -> None:
        """Add the Link header of a page: rel next, last, first, prev, as far as there are such pages."""
        paging, total = page.paging, page.total or 0
        last = min(max(-(-total // paging.limit), 1), page.paging.number if not page.more else 10**9)
        if not page.more and paging.number == 1:
            return
        there: list[tuple[str, int]] = []
        if paging.number > 1:
            there.append(("prev", paging.number - 1))
        if page.more:
            there += [("next", paging.number + 1), ("last", last)]
        if paging.number > 1:
            there.append(("first", 1))
        query = dict(parse_qsl(call.request.query, keep_blank_values=True))
        base = f"{call.base}{call.link_path or call.request.path}"
        links = [f'<{base}?{urlencode({**query, "page": number})}>; rel="{rel}"' for rel, number in there]
        call.headers.append(("Link", ", ".join(links)))

    def error(self, call: Call, problem: Problem) -> tuple[int, Any]:
        return wording.error(call, problem)

    def failure(self, call: Call, problem: Problem) -> tuple[int, dict[str, Any]] | None:
        """A problem of a field of the graph: its type beside the message, as GitHub's graph has it."""
        whole = super().failure(call, problem)
        return whole and (whole[0], graph_wording.failure(call, problem))

    def document_refusal(self, code: str) -> tuple[int, dict[str, Any]]:
        """The graph answers 200 whatever a document holds."""
        return 200, {}

    def document_error(self, error: dict[str, Any]) -> dict[str, Any]:
        return graph_wording.document_error(error)

    def taken(self, call: Call, problem: Taken) -> Problem:
        field = problem.details["fields"][-1]
        return ValidationFailed(problem.details["kind"], field, "already_exists")

    def headers(self, call: Call, status: int) -> Iterable[tuple[str, str]]:
        bucket = wording.bucket(call.request.path)
        limit, window = LIMITS[bucket]
        credential = call.credential
        limit = limit if credential or bucket != "core" else ANONYMOUS_LIMIT
        who = credential.token if credential else ""
        used, reset = call.session.opened.usage.get((bucket, who), (0, call.moment + window))
        made = [
            ("Server", "github.com"), ("X-GitHub-Media-Type", wording.media_type(call.request)),
            ("X-GitHub-Api-Version-Selected", call.request.header("x-github-api-version", VERSION)),
            ("X-RateLimit-Limit", str(limit)), ("X-RateLimit-Remaining", str(max(limit - used, 0))),
            ("X-RateLimit-Used", str(min(used, limit))), ("X-RateLimit-Reset", str(reset // 1_000_000)),
            ("X-RateLimit-Resource", bucket), ("X-GitHub-Request-Id", wording.request_id(call)),
            ("Access-Control-Allow-Origin", "*"), ("Access-Control-Expose-Headers", wording.EXPOSED),
        ]  # fmt: skip
        if credential:
            made.append(("X-OAuth-Scopes", ", ".join(credential.scopes or scopes.ALL)))
            made.append(("X-Accepted-OAuth-Scopes", ", ".join(scopes.accepted(call))))
        return made

    def finish(self, call: Call, answer: Answer) -> Answer:
        """Entity tags, and 304 where the caller has what would be sent."""
        if answer.status != 200 or call.request.method not in ("GET", "HEAD"):
            return answer
        tag = f'W/"{sha256(answer.body).hexdigest()}"'
        answer.headers += [
            ("ETag", tag), ("Cache-Control", "private, max-age=60, s-maxage=60"),
            ("Vary", "Accept, Authorization, Cookie, X-GitHub-OTP"),
        ]  # fmt: skip
        asked = call.request.headers.get("if-none-match")
        if asked is not None:
            same = asked == "*" or tag[2:] in [part.strip().removeprefix("W/") for part in asked.split(",")]
        else:
            since = call.request.headers.get("if-modified-since")
            same = since is not None and since == dict(answer.headers).get("Last-Modified")
        if same:
            answer.status, answer.body = 304, b""
        return answer


def _left_alone(flaw: Flaw) -> bool:
    """Whether clients write so what they leave alone: null for a switch, `checks` without the older `contexts`."""
    switch = flaw.value is None and flaw.rule == "type" and len(flaw.path) == 1
    return switch or (flaw.rule == "required" and flaw.path[-1] == "contexts")
