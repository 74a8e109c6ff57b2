"""Connected accounts, their people, abilities and banks; https://docs.stripe.com/api/accounts."""

from __future__ import annotations

from typing import ClassVar

from .thing import Document, Thing


class Account(Thing, kind="account", indexes=["_connected"]):
    business_profile: Document | None = None
    capabilities: Document | None = None
    charges_enabled: bool = False
    country: str = "US"
    default_currency: str = "usd"
    details_submitted: bool = False
    email: str | None = None
    payouts_enabled: bool = False
    type: str | None = "standard"
    _connected: bool = False
    _requested: Document | None = None


class Person(Thing, kind="person", indexes=["account"], parent="account"):
    account: str = ""
    relationship: Document | None = None


class AccountPerson(Thing, kind="v2_core_account_person", indexes=["account"]):
    """A person of an account, as the API's second version tells of one."""

    OBJECT: ClassVar[str] = "v2.core.account_person"
    account: str = ""


class ExternalAccount(Thing, kind="external_account", indexes=["account", "_holder"]):
    account: str | None = None
    currency: str = "usd"
    default_for_currency: bool | None = False
    last4: str = "6789"
    _holder: str | None = None
    _test: str = ""


class AccountLink(Thing, kind="account_link"):
    expires_at: int = 0
    url: str = ""
    _for: str = ""
