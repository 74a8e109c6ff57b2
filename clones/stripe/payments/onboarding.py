"""What a connected account still has to tell, and what it may do by then; https://docs.stripe.com/connect/handling-api-verification."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..lookups import save
from ..records.accounts import Account, ExternalAccount

if TYPE_CHECKING:
    from clonery.server.call import Call

PERSON = ("first_name", "last_name", "email", "phone", "dob.day", "dob.month", "dob.year", "address.line1",
          "address.city", "address.postal_code")  # fmt: skip
COMPANY = ("name", "phone", "tax_id", "address.line1", "address.city", "address.postal_code")
SECRET = ("id_number", "id_number_secondary", "registration_number", "ssn_last_4", "tax_id", "vat_id")
RULES = ("business_profile.mcc", "business_profile.url", "business_type", "external_account", "tos_acceptance.date",
         "tos_acceptance.ip")  # fmt: skip


def told(account: Account, path: str) -> bool:
    """Whether the account says what stands at a dotted path."""
    return any(_at(account, name) not in (None, "", {}, False) for name in (path, f"{path}_provided"))


def _at(account: Account, path: str) -> Any:
    value: Any = account.doc
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def hidden(given: dict[str, Any]) -> dict[str, Any]:
    """What a person or a company tells, without numbers that are never shown again."""
    made = {name: value for name, value in given.items() if name not in SECRET}
    return made | {f"{name}_provided": True for name in SECRET if given.get(name)}


def due(call: Call, account: Account) -> list[str]:
    """What is missing, by the names that the requirements have."""
    if account.get("_onboarded") or not account._requested:
        return []
    wanted = [path for path in RULES if path != "external_account"]
    business = account.get("business_type")
    wanted += [f"individual.{name}" for name in PERSON] if business == "individual" else []
    wanted += [f"company.{name}" for name in COMPANY] if business not in (None, "individual") else []
    missing = [path for path in wanted if not told(account, path)]
    if call.first(ExternalAccount, {"_holder": account.id}) is None:
        missing.append("external_account")
    return sorted(missing)


def judged(call: Call, account: Account, event: str = "account.updated") -> Account:
    """The account with its requirements, abilities and switches as they follow from what it told."""
    missing = due(call, account)
    state = "inactive" if missing else "active"
    abilities = {name: state if asked else "inactive" for name, asked in (account._requested or {}).items()}
    open_ = bool(abilities) and not missing and account.get("_rejected") is None
    reason = account.get("_rejected") or ("requirements.past_due" if missing else None)
    requirements = {
        "alternatives": [], "current_deadline": None, "currently_due": missing, "disabled_reason": reason, "errors": [],
        "eventually_due": missing, "past_due": missing, "pending_verification": [],
    }  # fmt: skip
    return save(
        call, account, event, capabilities=abilities, requirements=requirements,
        future_requirements={**requirements, "currently_due": [], "eventually_due": [], "past_due": [],
                             "disabled_reason": None},
        charges_enabled=open_ and abilities.get("card_payments") == "active",
        payouts_enabled=open_ and abilities.get("transfers") == "active",
        details_submitted=bool(account.get("_onboarded")) or (bool(abilities) and not missing),
    )  # fmt: skip
