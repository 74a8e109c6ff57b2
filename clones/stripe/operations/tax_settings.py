"""Where the account collects taxes, and how: registrations, settings, product tax codes; https://docs.stripe.com/api/tax/registrations."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation

from ..lookups import find, listing, make, part, save
from ..money.taxing import CODES
from ..records.services import Registration, TaxSettings
from ..refusals import Refusal, missing
from ..shapes import Shown, shows


def defaults(call: Call) -> dict[str, Any]:
    """What a price is taken to be where it does not say: `tax_behavior`, `tax_code`."""
    found = call.first(TaxSettings)
    return dict(found.get("defaults") or {}) if found else {}


def _moment(call: Call, given: Any) -> Any:
    return call.now if given == "now" else given or None


@operation("PostTaxRegistrations")
def register(
    call: Call, country: str, country_options: dict[str, Any], active_from: Any, expires_at: int | None = None
) -> Registration:
    """POST /v1/tax/registrations"""
    options = country_options.get(country.lower())
    if options is None:
        raise Refusal(f"Missing required param: country_options[{country.lower()}].", "parameter_missing",
                      f"country_options[{country.lower()}]")  # fmt: skip
    if country == "US" and not options.get("state"):
        raise Refusal("Missing required param: country_options[us][state].", "parameter_missing",
                      "country_options[us][state]")  # fmt: skip
    return make(call, Registration, id=None, country=country, country_options={country.lower(): options},
                active_from=_moment(call, active_from), expires_at=expires_at)  # fmt: skip


@shows(Registration)
def _registration(call: Call, record: Any, made: Shown) -> Shown:
    return {**made, "status": _status(call, record)}


def _status(call: Call, record: Registration) -> str:
    if record.expires_at is not None and record.expires_at <= call.now:
        return "expired"
    return "scheduled" if record.active_from > call.now else "active"


@operation("GetTaxRegistrationsId")
def get_registration(call: Call, id: str) -> Registration:
    """GET /v1/tax/registrations/{id}"""
    return find(call, Registration, id)


@operation("PostTaxRegistrationsId")
def update_registration(call: Call, id: str, **given: Any) -> Registration:
    """POST /v1/tax/registrations/{id}: when it begins and ends."""
    found = find(call, Registration, id)
    return save(call, found, **{name: _moment(call, value) for name, value in given.items()})


@operation("GetTaxRegistrations")
def list_registrations(call: Call, status: str | None = None) -> Page:
    """GET /v1/tax/registrations"""
    if status in (None, "all"):
        return listing(call, Registration)
    return part(call, [one for one in call.all(Registration, {}, "-rid") if _status(call, one) == status],
                lambda one: one.id)  # fmt: skip


def _settings(call: Call) -> TaxSettings:
    return call.first(TaxSettings) or TaxSettings.load(0, {
        **TaxSettings.DEFAULTS, "id": "tax_settings", "object": "tax.settings", "livemode": False,
        "defaults": {"provider": "stripe", "tax_behavior": None, "tax_code": None},
    })  # fmt: skip


@shows(TaxSettings)
def _shown(call: Call, record: Any, made: Shown) -> Shown:
    code = (record.get("defaults") or {}).get("tax_code")
    told = {"head_office": record.get("head_office"), "defaults.tax_code": code}
    lacks = [name for name, value in told.items() if not value]
    details: dict[str, Any] = {"pending": {"missing_fields": lacks}} if lacks else {"active": {}}
    shown = {name: value for name, value in made.items() if name not in ("id", "created", "metadata")}
    return {**shown, "status": "pending" if lacks else "active", "status_details": details}


@operation("GetTaxSettings")
def get_settings(call: Call) -> TaxSettings:
    """GET /v1/tax/settings"""
    return _settings(call)


@operation("PostTaxSettings")
def update_settings(
    call: Call, defaults: dict[str, Any] | None = None, head_office: dict[str, Any] | None = None
) -> TaxSettings:
    """POST /v1/tax/settings"""
    found = _settings(call)
    code = (defaults or {}).get("tax_code")
    if code and code not in CODES:
        raise missing("tax_code", code, "defaults[tax_code]", 400)
    kept = {**(found.get("defaults") or {}), **(defaults or {})}
    changes: dict[str, Any] = {"defaults": kept, "head_office": head_office or found.get("head_office")}
    if found.rid:
        return save(call, found, "tax.settings.updated", **changes)
    return make(call, TaxSettings, "tax.settings.updated", id="tax_settings", **changes)


def _code(id: str) -> dict[str, Any]:
    return {"id": id, "object": "tax_code", "name": CODES[id], "description": CODES[id]}


@operation("GetTaxCodes")
def list_codes(call: Call) -> Page:
    """GET /v1/tax_codes: those that most accounts use."""
    return part(call, [_code(id) for id in CODES])


@operation("GetTaxCodesId")
def get_code(call: Call, id: str) -> dict[str, Any]:
    """GET /v1/tax_codes/{id}"""
    if id not in CODES:
        raise missing("tax_code", id)
    return _code(id)
