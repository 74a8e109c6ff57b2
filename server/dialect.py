"""How one vendor words things: credentials, bodies, errors, paging, times, links; a clone subclasses `Dialect`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import orjson

from . import bodies
from .problems import Flaw, Malformed, Problem, RateLimited, Taken, TooLarge, Unauthorized, told
from .request import Answer, Request
from .state import clock
from .state.record import Record
from .texts import LARGEST

if TYPE_CHECKING:
    from .call import Call
    from .clone import Clone
    from .operation import Argument, Operation
    from .state.outbox import Delivery

SHOWN_LIMIT = 500
"""How many shown records a session keeps."""
Shape = Callable[["Call", Any, bool], Any]
"""Shows a record: (call, record, whole) → JSON value; `whole` is False for an element of a list."""


@dataclass(slots=True)
class Paging:
    """The part of a list that was asked for: up to `limit` from `offset`, or behind the record with id `after`."""

    limit: int = 30
    offset: int = 0
    after: Any = None
    before: Any = None
    number: int = 1


@dataclass(slots=True)
class Page:
    """One part of a list. `total` is the number of all, None where nobody counted; `more` whether some follow."""

    items: list[Any]
    paging: Paging = field(default_factory=Paging)
    total: int | None = None
    more: bool = False


class Dialect:
    """The plain dialect: bearer tokens, JSON, `{"error": {…}}`; each method is a thing a vendor may do its own way."""

    clone: Clone
    shapes: ClassVar[dict[type[Record], Shape]] = {}
    user_kind = "user"
    paging_arguments: ClassVar[frozenset[str]] = frozenset({"page", "per_page", "limit", "offset", "cursor"})
    """Arguments that ask for a page: functions don't take them, `call.page` does."""
    refuses_unknown = False
    """Whether an argument that no schema names is refused rather than ignored."""
    keeps_shown = False
    """Whether a shape depends on the state, the links, the caller and Accept alone: it is then made once a state."""
    page_size = 30
    page_limit = 100
    newest_first = False
    """Whether lists that nobody sorted begin with what was made last."""

    # coming in

    def token(self, request: Request) -> str | None:
        """The token that the request carries, in the vendor's way; None without one."""
        style, _, token = request.header("authorization").partition(" ")
        return token.strip() if style.lower() == "bearer" and token else None

    def present(self, token: str) -> dict[str, str]:
        """The headers by which a client of the vendor sends a token: what `token` reads."""
        return {"Authorization": f"Bearer {token}"}

    def mint(self, call: Call, user: Any, scopes: tuple[str, ...] | None) -> str:
        """A new token in the vendor's form, for this user's record (None: nobody's) with these scopes (None: all)."""
        return call.new_id(f"{self.clone.name}_", 36)

    def rewrite(self, call: Call, path: str) -> str:
        """The path to look for in place of `path`: aliases that only a look at the state resolves.

        A vendor who lets the address name another method has it set in `call.request` here.
        """
        return path

    def open(self, operation: Operation) -> bool:
        """Whether the operation answers without a credential."""
        return False

    def needs(self, call: Call) -> None:
        """Check the credential for the operation beyond `scopes`. Raises MissingScope, Unauthorized."""

    def scopes(self, operation: Operation) -> tuple[str, ...]:
        """The scopes any one of which lets a token in; () where none is asked for."""
        return tuple(operation.entry.get("scopes", ()))

    def body(self, request: Request, operation: Operation) -> Any:
        """The parsed body; None where there is none. Raises Malformed."""
        return bodies.parse(request, operation)

    def from_text(self, argument: Argument, values: list[str]) -> Any:
        """A query, path or header argument from its text, by its schema; left as text where it does not fit."""
        types = argument.types
        if "array" in types and argument.place == "query":
            items = argument.schema.get("items", {})
            parts = values if len(values) > 1 else values[0].split(",") if values[0] else []
            return [
                _typed(part, tuple([items["type"]] if isinstance(items.get("type"), str) else ())) for part in parts
            ]
        return _typed(values[-1], types)

    def forgive(self, call: Call, arguments: dict[str, Any], flaws: tuple[Flaw, ...]) -> tuple[Flaw, ...]:
        """The flaws that the vendor minds; those it overlooks are mended in `arguments`."""
        return flaws

    def paging(self, call: Call, arguments: dict[str, Any]) -> Paging:
        """The page that the arguments ask for."""
        size = min(max(int(arguments.get("per_page") or arguments.get("limit") or self.page_size), 1), self.page_limit)
        number = max(int(arguments.get("page") or 1), 1)
        return Paging(size, int(arguments.get("offset") or (number - 1) * size), number=number)

    def locate(self, call: Call, kind: str, values: dict[str, Any]) -> Record | None:
        """The record of a written kind that path arguments name, where its fields don't say it; None to search."""
        return None

    def new_id(self, call: Call, kind: str) -> str | int:
        """A new id for a record that nobody wrote an operation for; a number where no schema says that it is one."""
        return call.new_id(size=20)

    def spend(self, call: Call) -> None:
        """Count the call against the vendor's rate limit. Raises RateLimited when the session enforces them."""

    # going out

    def now(self, moment: int) -> Any:
        """A moment (microseconds since 1970) as the vendor writes times."""
        return clock.iso(moment)

    def show(self, call: Call, result: Any, whole: bool = True) -> Any:
        """A result as a JSON value: records by their shapes, lists element by element."""
        if isinstance(result, Record):
            shape = self.shapes.get(type(result))
            return shape(call, result, whole) if shape else self.plain(call, result)
        if isinstance(result, Page):
            return self.page(call, result)
        if isinstance(result, list):
            return [self.show(call, item, False) for item in result]
        return result

    def shown(self, call: Call, record: Record, whole: bool) -> Any:
        """As `show` for a record at the top of an answer; kept until something is written."""
        if not self.keeps_shown:
            return self.show(call, record, whole)
        token = call.credential.token if call.credential else ""
        key = (record.KIND.number, record.id, whole, call.base, token, call.request.headers.get("accept"))
        kept = call.session.store.shown
        made = kept.get(key)
        if made is None or call.session.store.changes:
            made = orjson.Fragment(orjson.dumps(self.show(call, record, whole), default=self.deeper(call)))
            if len(kept) < SHOWN_LIMIT and not call.session.store.changes:
                kept[key] = made
        return made

    def deeper(self, call: Call) -> Callable[[Any], Any]:
        """What orjson asks for values it does not know: records inside an answer."""

        def show(value: Any) -> Any:
            if isinstance(value, Record):
                return self.show(call, value, False)
            raise TypeError(type(value).__name__)

        return show

    def plain(self, call: Call, record: Record) -> Any:
        """A record that has no shape of its own: its fields, without those that are ours alone."""
        return {name: value for name, value in record.doc.items() if not name.startswith("_")}

    def page(self, call: Call, page: Page) -> Any:
        """A page as the vendor gives it: a bare list, or an envelope; link headers go to `call.headers`."""
        return self.items(call, page)

    def items(self, call: Call, page: Page) -> list[Any]:
        """The elements of a page as they stand in a list."""
        return [self.shown(call, i, False) if isinstance(i, Record) else self.show(call, i, False) for i in page.items]

    def error(self, call: Call, problem: Problem) -> tuple[int, Any]:
        """Status and body of a problem: as the operation's description publishes it, else a code and a message."""
        from .generic.refusing import published

        made = published(call, problem)
        if made is not None:
            return problem.status, made
        code, message = told(problem)
        return problem.status, {"error": {"code": code, "message": message}}

    def failure(self, call: Call, problem: Problem) -> tuple[int, dict[str, Any]] | None:
        """A problem of one field of a graph: HTTP status and error (`message`, `extensions` …), without its path.

        None for one that refuses the whole request: it is then worded as `error` does.
        """
        if isinstance(problem, Unauthorized | RateLimited | TooLarge | Malformed):
            return None
        named: dict[str, Any] = problem.details.get("shown") or {
            "extensions": {"code": problem.code or type(problem).__name__}
        }
        return 200, {"message": problem.message or type(problem).__name__, **named}

    def document_refusal(self, code: str) -> tuple[int, dict[str, Any]]:
        """HTTP status and `extensions` of the errors of a GraphQL document that nothing can be made of.

        `code` is one of query, syntax, validation, variables, operation, method, size, depth, complexity, persisted.
        """
        return 200, {"code": f"GRAPHQL_{code.upper()}_FAILED"}

    def document_error(self, error: dict[str, Any]) -> dict[str, Any]:
        """One error of such a document, in the vendor's words where they are not GraphQL's own."""
        return error

    def taken(self, call: Call, problem: Taken) -> Problem:
        """What to say where a unique key is in use and the operation did not say it itself."""
        return problem

    def headers(self, call: Call, status: int) -> Iterable[tuple[str, str]]:
        """The vendor's headers on every answer."""
        return ()

    def finish(self, call: Call, answer: Answer) -> Answer:
        """The last look at an answer: entity tags, conditional requests."""
        return answer

    def sign(self, delivery: Delivery, now: int) -> dict[str, str]:
        """Headers that a webhook gets as it leaves, at `now` seconds by the receiver's clock: signed times."""
        return {}

    def declined(self, attempt: dict[str, Any]) -> bool:
        """Whether a receiver's answer (`status`, `headers`, `body`) says that it wants no second try."""
        return False

    def actor_name(self, record: Record) -> str:
        """How the call log names the actor."""
        return str(record.get("login") or record.get("email") or record.get("name") or record.id)


def _typed(text: str, types: tuple[str, ...]) -> Any:
    whole = text.isascii() and text.removeprefix("-").isdecimal() and len(text) < 21
    if whole and ("integer" in types or "number" in types) and abs(int(text)) <= LARGEST:
        return int(text)
    if "number" in types:
        try:
            return float(text)
        except ValueError:
            return text
    if "boolean" in types and text.lower() in ("true", "false", "1", "0"):
        return text.lower() in ("true", "1")
    return text
