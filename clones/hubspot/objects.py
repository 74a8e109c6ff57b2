"""CRM objects: which type a call is about, what is kept and shown of one; https://developers.hubspot.com/docs/api/crm."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from clonery.server.generic import homes
from clonery.server.problems import Conflict, NotFound
from clonery.server.state.record import Record

from .dialect import TYPES

if TYPE_CHECKING:
    from clonery.server.call import Call

KINDS = {
    "contacts": "contact", "companies": "company", "deals": "deal", "tickets": "ticket", "products": "product",
    "line_items": "line_item", "quotes": "quote",
}  # fmt: skip
"""Types with paths of their own; the others are told apart by the type that they lie below."""
SYSTEM = ("createdate", "hs_lastmodifieddate", "hs_object_id")
SHOWN = {
    "contact": ("createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname"),
    "company": ("createdate", "domain", "hs_lastmodifieddate", "hs_object_id", "name"),
    "deal": (
        "amount", "closedate", "createdate", "dealname", "dealstage", "hs_lastmodifieddate", "hs_object_id", "pipeline",
    ),
    "ticket": (
        "content", "createdate", "hs_lastmodifieddate", "hs_object_id", "hs_pipeline", "hs_pipeline_stage",
        "hs_ticket_category", "hs_ticket_priority", "subject",
    ),
}  # fmt: skip
"""What a read shows that asks for no properties; of other types it shows all."""


class Type:
    """The type of CRM object that a call is about: its kind, and the fields that keep it apart."""

    def __init__(self, call: Call) -> None:
        assert call.operation is not None
        name = call.operation.entry["http"]["path"].split("/")[4]
        if name.startswith("{"):
            asked = str(call.arguments["objectType"])
            name = TYPES.get(asked.lower(), asked)
        self.call = call
        self.name = KINDS.get(name, "object")
        self.kind = call.clone.kind(self.name)
        self.home = {} if name in KINDS else {homes.PARENT: f"object_type/{name}"}
        self.changed = "lastmodifieddate" if self.name == "contact" else "hs_lastmodifieddate"

    def all(self) -> list[Record]:
        return self.call.all(self.kind, self.home or None)

    def peek(self, id: Any, by: str | None = None) -> Record | None:
        """The object of that id, or that has it as the value of a property."""
        if by:
            return next((made for made in self.all() if _same(made.doc["properties"].get(by), id)), None)
        found = homes.by_id(self.call, self.kind, id)
        fits = found is not None and all(found.doc.get(name) == value for name, value in self.home.items())
        return found if fits else None

    def get(self, id: Any, by: str | None = None) -> Record:
        """As `peek`. Raises NotFound."""
        found = self.peek(id, by)
        if found is None:
            raise NotFound(kind=self.name, id=id)
        return found

    def create(self, properties: Any) -> Record:
        """A new object. Raises Conflict for a contact whose e-mail another one has."""
        sent = texts(properties)
        email = sent.get("email") if self.name == "contact" else None
        other = self.peek(email, "email") if email else None
        if other is not None:
            raise Conflict(f"Contact already exists. Existing ID: {other.id}")
        call, id = self.call, str(self.call.clone.dialect.new_id(self.call, self.name))
        own = {"createdate": call.now, self.changed: call.now, "hs_object_id": id}
        return call.create(
            self.kind, id=id, properties={**own, **sent}, createdAt=call.now, updatedAt=call.now, archived=False,
            **self.home,
        )  # fmt: skip

    def update(self, record: Record, properties: Any) -> Record:
        """Properties that were sent are set, the others stay; an empty text clears."""
        now = self.call.now
        merged = {**record.doc.get("properties", {}), **texts(properties), self.changed: now}
        return self.call.update(record, properties=merged, updatedAt=now)

    def shown(self, record: Record, wanted: Iterable[str] = (), everything: bool = False) -> dict[str, Any]:
        """An object with the properties that were asked for, or those that are shown to one who asks for none."""
        held = record.doc.get("properties", {})
        always = ["createdate", "hs_object_id", self.changed]
        names = [*always, *wanted] if wanted else SHOWN.get(self.name, tuple(held))
        names = list(held) if everything else list(dict.fromkeys(names))
        made = {name: held.get(name) for name in names if name in held or not everything}
        times = {name: record.doc.get(name) or self.call.now for name in ("createdAt", "updatedAt")}
        return {"id": str(record.id), "properties": made, **times, "archived": bool(record.doc.get("archived"))}


def texts(properties: Any) -> dict[str, str | None]:
    """Properties as they are kept: texts all."""
    given = properties if isinstance(properties, dict) else {}
    return {str(name): _text(value) for name, value in given.items()}


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return str(value).lower() if isinstance(value, bool) else str(value)


def _same(held: Any, wanted: Any) -> bool:
    return held is not None and str(held).lower() == str(wanted).lower()


def matches(record: Record, groups: Any, query: str | None) -> bool:
    """Whether one group of filters holds in full, and the words that were asked for are there."""
    held = record.doc.get("properties", {})
    if query and query.lower() not in " ".join(str(value) for value in held.values()).lower():
        return False
    groups = groups if isinstance(groups, list) else []
    return not groups or any(all(_holds(held, each) for each in group.get("filters", ())) for group in groups)


def _holds(held: dict[str, Any], each: dict[str, Any]) -> bool:
    value, operator = held.get(str(each.get("propertyName"))), str(each.get("operator", "EQ"))
    if operator in ("HAS_PROPERTY", "NOT_HAS_PROPERTY"):
        return (value not in (None, "")) is (operator == "HAS_PROPERTY")
    if value is None:
        return operator in ("NEQ", "NOT_IN", "NOT_CONTAINS_TOKEN")
    wanted, several = each.get("value"), [str(one).lower() for one in each.get("values") or ()]
    if operator in ("IN", "NOT_IN"):
        return (str(value).lower() in several) is (operator == "IN")
    if operator in ("CONTAINS_TOKEN", "NOT_CONTAINS_TOKEN"):
        inside = str(wanted).lower().strip("*") in str(value).lower()
        return inside is (operator == "CONTAINS_TOKEN")
    if operator in ("EQ", "NEQ"):
        return _same(value, wanted) is (operator == "EQ")
    left, right = comparable(value), comparable(wanted)
    if operator == "BETWEEN":
        return right <= left <= comparable(each.get("highValue"))
    return {"LT": left < right, "LTE": left <= right, "GT": left > right, "GTE": left >= right}.get(operator, False)


def comparable(value: Any) -> tuple[int, float, str]:
    """Numbers by their size and before texts, so that any two values compare."""
    try:
        return 0, float(value), ""
    except (TypeError, ValueError):
        return 1, 0.0, str(value).lower()
