"""What a sale is taxed: where the customer is, if the account is registered there; https://docs.stripe.com/tax/calculating."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ..records.services import Registration
from . import amounts

if TYPE_CHECKING:
    from clonery.server.call import Call

NONTAXABLE, GENERAL = "txcd_00000000", "txcd_10000000"
CODES = {
    NONTAXABLE: "Nontaxable", GENERAL: "General - Electronically Supplied Services",
    "txcd_10103000": "Software as a service (SaaS) - personal use",
    "txcd_10103001": "Software as a service (SaaS) - business use",
    "txcd_20030000": "General - Services", "txcd_92010001": "Shipping", "txcd_99999999": "General - Tangible Goods",
}  # fmt: skip
"""The product tax codes that most accounts use."""
STATES = {
    "AL": "4", "AZ": "5.6", "AR": "6.5", "CA": "7.25", "CO": "2.9", "CT": "6.35", "DC": "6", "FL": "6", "GA": "4",
    "HI": "4", "IA": "6", "ID": "6", "IL": "6.25", "IN": "7", "KS": "6.5", "KY": "6", "LA": "5", "MA": "6.25",
    "MD": "6", "ME": "5.5", "MI": "6", "MN": "6.875", "MO": "4.225", "MS": "7", "NC": "4.75", "ND": "5", "NE": "5.5",
    "NJ": "6.625", "NM": "4.875", "NV": "6.85", "NY": "4", "OH": "5.75", "OK": "4.5", "PA": "6", "RI": "7", "SC": "6",
    "SD": "4.2", "TN": "7", "TX": "6.25", "UT": "6.1", "VA": "5.3", "VT": "6", "WA": "6.5", "WI": "5", "WV": "6",
    "WY": "4",
}  # fmt: skip
"""The share of each state of the United States; what counties and cities add is left out."""
EUROPE = {
    "AT": "20", "BE": "21", "BG": "20", "CY": "19", "CZ": "21", "DE": "19", "DK": "25", "EE": "24", "ES": "21",
    "FI": "25.5", "FR": "20", "GR": "24", "HR": "25", "HU": "27", "IE": "23", "IT": "22", "LT": "21", "LU": "17",
    "LV": "21", "MT": "18", "NL": "21", "PL": "23", "PT": "23", "RO": "21", "SE": "25", "SI": "22", "SK": "23",
}  # fmt: skip
OTHERS = {
    "AE": ("5", "vat"), "AU": ("10", "gst"), "CA": ("5", "gst"), "CH": ("8.1", "vat"), "GB": ("20", "vat"),
    "IN": ("18", "gst"), "JP": ("10", "jct"), "NO": ("25", "vat"), "NZ": ("15", "gst"), "SG": ("9", "gst"),
    "ZA": ("15", "vat"),
}  # fmt: skip
NAMES = {"gst": "GST", "jct": "JCT", "sales_tax": "Sales tax", "vat": "VAT"}


def rate(address: dict[str, Any]) -> tuple[str, str] | None:
    """Percent and kind of tax where an address is; None where no tax is known."""
    country, state = address.get("country") or "", address.get("state") or ""
    if country == "US":
        return (STATES[state], "sales_tax") if state in STATES else None
    return (EUROPE[country], "vat") if country in EUROPE else OTHERS.get(country)


def registered(call: Call, address: dict[str, Any], at: int) -> bool:
    """Whether the account collects taxes there at that time: in a state, a country, or all of the union at once."""
    for one in call.all(Registration):
        if one.active_from > at or (one.expires_at is not None and one.expires_at <= at):
            continue
        if one.country == address.get("country") == "US":
            if ((one.country_options or {}).get("us") or {}).get("state") == address.get("state"):
                return True
        elif one.country == address.get("country"):
            return True
        elif one.country in EUROPE and address.get("country") in EUROPE:
            if ((one.country_options or {}).get(one.country.lower()) or {}).get("type", "").startswith("oss"):
                return True
    return False


def breakdown(
    call: Call, amount: int, inclusive: bool, code: str, address: dict[str, Any], override: str, at: int
) -> dict[str, Any]:
    """The tax of one line and why it is so much, as a line shows it."""
    found = rate(address)
    reason = (
        "not_supported" if found is None else "not_collecting" if not registered(call, address, at)
        else "product_exempt" if code == NONTAXABLE
        else {"customer_exempt": "customer_exempt", "reverse_charge": "reverse_charge"}.get(override, "standard_rated")
    )  # fmt: skip
    percent, kind = found or ("0", "sales_tax")
    taxed = reason == "standard_rated"
    share = Fraction(percent) / 100 if taxed else Fraction(0)
    tax = amounts.rounded(Fraction(amount) - Fraction(amount) / (1 + share) if inclusive else Fraction(amount) * share)
    state = address.get("state") if address.get("country") == "US" else None
    place = {"country": address.get("country") or "", "display_name": state or address.get("country") or "",
             "level": "state" if state else "country", "state": state}  # fmt: skip
    details = {"display_name": NAMES[kind], "percentage_decimal": percent, "tax_type": kind}
    return {
        "amount": tax, "jurisdiction": place, "sourcing": "destination", "taxability_reason": reason,
        "taxable_amount": (amount - tax if inclusive else amount) if taxed else 0,
        "tax_rate_details": details if taxed or reason in ("customer_exempt", "reverse_charge") else None,
    }  # fmt: skip


def summed(parts: list[tuple[dict[str, Any], bool]]) -> list[dict[str, Any]]:
    """The taxes of all lines by rate and reason; each part comes with whether it is inside the price."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for part, inclusive in parts:
        place, details = part["jurisdiction"], part["tax_rate_details"] or {}
        where = (place["country"], place["state"], details.get("percentage_decimal"))
        key = (*where, part["taxability_reason"], inclusive)
        held = found.setdefault(key, {
            "amount": 0, "inclusive": inclusive, "taxability_reason": part["taxability_reason"], "taxable_amount": 0,
            "tax_rate_details": {"country": place["country"], "state": place["state"], "flat_amount": None,
                                 "percentage_decimal": details.get("percentage_decimal", "0.0"),
                                 "rate_type": "percentage" if details else None,
                                 "tax_type": details.get("tax_type")},
        })  # fmt: skip
        held["amount"] += part["amount"]
        held["taxable_amount"] += part["taxable_amount"]
    return list(found.values())
