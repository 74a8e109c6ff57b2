"""Lists, generically: filtered by what names a field, sorted where asked, paged as the description says."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from ..dialect import Page, Paging
from ..problems import Invalid
from ..state.record import Record
from . import homes
from .filters import SORTS, WAYS, filtered
from .naming import answer_schema
from .showing import fitting, plain

if TYPE_CHECKING:
    from ..call import Call
    from ..operation import Operation

Effect = dict[str, Any]
LIMIT = 1000
_FALLS, _RISES = ("desc", "descending", "true", "-1"), ("asc", "ascending", "false", "1")


def listing(call: Call, operation: Operation, effect: Effect, arguments: dict[str, Any]) -> Any:
    """The page of items that was asked for, in the envelope of the answer's schema."""
    above = homes.parents(call, operation, arguments)
    there = found(call, effect, arguments, above)
    there = filtered(call.clone, operation, effect["kind"], arguments, there)
    there = _sorted(there, arguments, call.clone.dialect.newest_first)
    paging = _paging(call, operation, effect)
    page = Page(there[paging.offset :][: paging.limit], paging, len(there), len(there) > paging.offset + paging.limit)
    return _envelope(call, operation, effect, page)


def count(call: Call, operation: Operation, effect: Effect, arguments: dict[str, Any]) -> Any:
    """How many items there are, at the first whole number of the answer."""
    above = homes.parents(call, operation, arguments)
    there = found(call, effect, arguments, above)
    number = len(filtered(call.clone, operation, effect["kind"], arguments, there))
    fit = fitting(call)
    schema = fit.resolved(answer_schema(operation))
    names = [n for n, part in schema.get("properties", {}).items() if "integer" in fit.types(fit.resolved(part))]
    return fit.fit(schema, {names[0]: number} if names else number, True) if schema else None


def found(call: Call, effect: Effect, arguments: dict[str, Any], above: list[Record]) -> list[Record]:
    """All items of the effect's kind below these parents, oldest first."""
    kind = call.clone.kind(effect["kind"])
    if above and not effect.get("view"):
        where = homes.home(kind, above)
        if where:
            return call.all(kind, where)
    return [record for record in call.all(kind) if not above or homes.is_below(call, record, above)]


def _sorted(found: list[Record], arguments: dict[str, Any], newest: bool) -> list[Record]:
    asked = [str(arguments[name]) for name in (*SORTS, *WAYS) if isinstance(arguments.get(name), str | bool)]
    ways = [value for value in asked if value.lower() in _FALLS + _RISES]  # `order_by=title&sort=asc`: either name
    way = ways[0] if ways else ""
    by = next(
        (arguments[name] for name in SORTS if isinstance(arguments.get(name), str) and arguments[name] != way), ""
    )
    falling = way.lower() in _FALLS or by.startswith("-")
    field = by.lstrip("-+").split(" ")[0]
    for name in (field, f"{field}_at", f"{field}At"):
        if field and all(isinstance(record.doc.get(name), str | int | float) for record in found):
            kinds = {type(record.doc[name]) for record in found}
            if len(kinds) == 1:
                return sorted(found, key=lambda record: record.doc[name], reverse=falling)
    if not by and way.lower() in _FALLS + _RISES:
        newest = falling  # by age, as it is all that is known of the order
    return found[::-1] if newest else found


def _paging(call: Call, operation: Operation, effect: Effect) -> Paging:
    """The part that was asked for, by the style of the description."""
    paging, asked = effect.get("paging", {}), call.arguments
    style, page, size = paging.get("style", "none"), asked.get(paging.get("page")), asked.get(paging.get("size"))
    if style == "none":
        return Paging(LIMIT)
    if (
        effect.get("list_at", "") == ""
        and {paging.get("page"), paging.get("size")} & call.clone.dialect.paging_arguments
    ):
        return call.paging
    limit = size if isinstance(size, int) and 0 < size <= LIMIT else call.clone.dialect.page_size
    if style == "page":
        first = _first(operation.arguments[paging["page"]].schema) if paging.get("page") else 1
        number = page if isinstance(page, int) else 1
        return Paging(limit, max(number - first, 0) * limit, number=number)
    if style == "offset":
        return Paging(limit, page if isinstance(page, int) and page > 0 else 0)
    if style == "starting_after" and page:
        return Paging(limit, _after(call, operation, effect, page))
    return Paging(limit, _from_token(page, paging.get("page", "cursor")) if page else 0)


def _first(schema: dict[str, Any]) -> int:
    """The number of the first page: the least that is taken, else what is taken for nothing, if it is 0 or 1."""
    default = schema.get("default")
    return int(schema.get("minimum", default if default in (0, 1) else 1))


def _after(call: Call, operation: Operation, effect: Effect, id: Any) -> int:
    above = homes.parents(call, operation, call.arguments)
    ids = [record.id for record in found(call, effect, call.arguments, above)]
    ids = ids[::-1] if call.clone.dialect.newest_first else ids
    if id not in ids:
        raise Invalid(f"there is no {effect['kind']} {id}")
    return ids.index(id) + 1


def token(offset: int) -> str:
    """A cursor: opaque to the caller, an offset to us."""
    return urlsafe_b64encode(b"o:%d" % offset).decode().rstrip("=")


def _from_token(text: Any, name: str) -> int:
    try:
        head, _, offset = urlsafe_b64decode(str(text) + "==").partition(b":")
        if head == b"o":
            return int(offset)
    except ValueError:
        pass
    if str(text).isdecimal():
        return int(text)
    raise Invalid(f"{name} {text!r} is no cursor of this list")


def _envelope(call: Call, operation: Operation, effect: Effect, page: Page) -> Any:
    fit = fitting(call)
    schema = answer_schema(operation)
    shown = [plain(call, record) for record in page.items]
    place, paging = effect.get("list_at", ""), effect.get("paging", {})
    if place == "" and "object" in fit.types(fit.resolved(schema)):
        place = _array(fit, schema, effect["kind"])
        if not place:
            return fit.fit(schema, {}, True)
    if place == "":
        below = fit.resolved(schema).get("items", {})
        return Page([fit.fit(below, value, True) for value in shown], page.paging, page.total, page.more)
    value: dict[str, Any] = {}
    _put(value, place, shown)
    offset = page.paging.offset + page.paging.limit
    following: Any = token(offset)
    if paging.get("style") == "offset":
        following = offset
    elif paging.get("style") == "page":
        following = page.paging.number + 1
    elif paging.get("style") == "starting_after" and page.items:
        following = page.items[-1].id
    if isinstance(paging.get("next"), str) and paging["next"].endswith("url"):
        following = _link(call, paging, following)
    more = page.more is not str(paging.get("more", "")).lower().rpartition(".")[2].startswith("islast")
    for name, held in (("total", page.total), ("more", more), ("next", following if page.more else None)):
        if isinstance(paging.get(name), str) and (held is not None or name == "next"):
            _put(value, paging[name], held)
    _echo(call, operation, value, page, fit)
    made = fit.fit(schema, value, True)
    if not page.more and isinstance(paging.get("next"), str):
        _without(made, paging["next"], schema, fit)
    return made


def _link(call: Call, paging: Effect, following: Any) -> str:
    """The address of the next page: this one's, with the argument that asks for the page changed."""
    kept = [(name, value) for name, value in call.request.pairs if name != paging.get("page")]
    query = urlencode([*kept, (str(paging.get("page")), following)])
    return f"{call.base}{call.request.path}?{query}"


def _echo(call: Call, operation: Operation, value: dict[str, Any], page: Page, fit: Any) -> None:
    """Say again what was asked for, where the answer has a place for it beside the total or the list."""
    effect = operation.entry["effect"]
    paging, asked = effect["paging"], page.paging
    start = asked.number if paging.get("style") == "page" else asked.offset
    said = {paging.get("page"): start, paging.get("size"): asked.limit, "count": len(page.items)}
    place = paging.get("total") if isinstance(paging.get("total"), str) else effect["list_at"]
    schema = fit.resolved(answer_schema(operation))
    for name in place.split(".")[:-1]:
        schema, value = fit.resolved(schema.get("properties", {}).get(name, {})), value.setdefault(name, {})
    for name, number in said.items():
        below = fit.resolved(schema.get("properties", {}).get(name, {}))
        if name not in value and {"integer", "number"} & set(fit.types(below)):
            value[name] = number


def _array(fit: Any, schema: Any, kind: str) -> str:
    """Where an answer that is an object may hold the list: at an array named like the kind, else at its only one."""
    known = fit.resolved(schema).get("properties", {})
    names = [name for name, below in known.items() if "array" in fit.types(fit.resolved(below))]
    return next((name for name in names if name.startswith(kind[:4])), names[0] if len(names) == 1 else "")


def _put(value: dict[str, Any], place: str, held: Any) -> None:
    *above, last = place.split(".")
    for name in above:
        value = value.setdefault(name, {})
    value[last] = held


def _without(made: Any, place: str, schema: Any, fit: Any) -> None:
    """On the last page there is nothing to go on with: the place, or what holds it, is left out if it may be."""
    holders: list[tuple[dict[str, Any], str]] = []
    for name in place.split("."):
        below = fit.resolved(schema)
        if not isinstance(made, dict) or name not in made:
            return
        if name not in below.get("required", ()):
            holders.append((made, name))
        made, schema = made[name], below.get("properties", {}).get(name, {})
    for number, (holder, name) in enumerate(reversed(holders)):
        if number == 0 or holder[name] == {}:
            del holder[name]
