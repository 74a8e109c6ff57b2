"""Customers and their balance; https://docs.stripe.com/api/customers."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.state.query import Op

from .. import timing
from ..billing import ending
from ..lookups import changed, cleared, find, listing, make, metadata, named, save
from ..payments import cash, keeping, methods
from ..records.clocks import Clock
from ..records.customers import Customer, CustomerTransaction
from ..records.payments import PaymentMethod
from ..refusals import Refusal
from ..searching import search
from ..shapes import SETTINGS

_NOT_DELETED = Op("{} IS NULL")


@operation("PostCustomers")
def create_customer(
    call: Call,
    payment_method: str | None = None,
    test_clock: str | None = None,
    source: Any = None,
    **given: Any,
) -> Customer:
    """POST /v1/customers"""
    if test_clock is not None:
        named(call, Clock, test_clock, "test_clock")
        timing.admit(call, test_clock, call.count(Customer, {"test_clock": test_clock}))
    _email(given.get("email"))
    fields = cleared(given) | {"metadata": metadata(given.get("metadata"))}
    fields["invoice_settings"] = {**SETTINGS, **cleared(given.get("invoice_settings") or {})}
    fields.setdefault("invoice_prefix", call.new_id("", 8).upper())
    for name in ("tax", "cash_balance", "tax_id_data"):
        fields.pop(name, None)
    made = make(call, Customer, clock=test_clock, test_clock=test_clock, id=None, **fields)
    default = fields["invoice_settings"].get("default_payment_method")
    if payment_method is not None:
        attached = methods.attach(call, methods.resolved(call, payment_method), made.id)
        if default == payment_method:  # a shared test method: the customer's own copy of it is meant
            default = attached.id
            settings = {**fields["invoice_settings"], "default_payment_method": default}
            made = save(call, call.get(Customer, made.id), invoice_settings=settings)
    if source is not None:
        made = _with_source(call, made, source)
    if default:
        methods.usable(methods.resolved(call, default, "invoice_settings[default_payment_method]"), made.id)
    call.emit("customer.created", object=made)
    return made


def _email(given: str | None) -> None:
    """Raises Refusal for what is no address; an empty one takes the customer's away."""
    local, _, host = (given or "a@b").rpartition("@")
    if not local or not host or any(letter.isspace() for letter in local + host):
        raise Refusal(f"Invalid email address: {given}", "email_invalid", "email")


def _with_source(call: Call, customer: Customer, source: Any) -> Customer:
    """The customer with a card or a bank account of the older kind, which becomes the default."""
    kept = keeping.keep(call, customer, source)
    return save(call, call.get(Customer, customer.id), default_source=kept.id)


@operation("GetCustomersCustomer")
def get_customer(call: Call, customer: str) -> Any:
    """GET /v1/customers/{customer}: a deleted one is a stub."""
    return stub(found) if (found := find(call, Customer, customer)).get("deleted") else found


def stub(record: Any) -> dict[str, Any]:
    """What is left of a deleted object."""
    return {"id": record.id, "object": record.object, "deleted": True}


def customer_of(call: Call, id: str, param: str = "customer") -> Customer:
    """The customer that a parameter names. Raises NotFound for one that is deleted as well."""
    found = named(call, Customer, id, param)
    if found.get("deleted"):
        raise Refusal(f"No such customer: '{id}'", "resource_missing", param)
    return found


@operation("PostCustomersCustomer")
def update_customer(
    call: Call, customer: str, default_source: Any = None, source: Any = None, **given: Any
) -> Customer:
    """POST /v1/customers/{customer}"""
    found = find(call, Customer, customer)
    if found.get("deleted"):
        raise Refusal(f"No such customer: '{customer}'", "resource_missing", "id", 404)
    _email(given.get("email"))
    changes = changed(found, given)
    for name in ("tax", "cash_balance", "coupon"):
        changes.pop(name, None)
    default = (given.get("invoice_settings") or {}).get("default_payment_method")
    if default:
        methods.usable(methods.resolved(call, default, "invoice_settings[default_payment_method]"), found.id)
    if "balance" in changes and changes["balance"] != found.balance:
        _book(
            call, found, changes["balance"] - found.balance, found.currency or "usd", "adjustment", changes["balance"]
        )
    if source:
        found = _with_source(call, found, source)
    if default_source:
        kept = call.peek(PaymentMethod, default_source)
        if kept is None or kept.customer != found.id:
            raise Refusal(f"No such source: '{default_source}'", "resource_missing", "default_source")
        changes["default_source"] = default_source
    return save(call, found, "customer.updated", **changes)


@operation("DeleteCustomersCustomer")
def delete_customer(call: Call, customer: str) -> dict[str, Any]:
    """DELETE /v1/customers/{customer}: payment methods go, a stub is left."""
    found = find(call, Customer, customer)
    if found.get("deleted"):
        raise Refusal(f"No such customer: '{customer}'", "resource_missing", "id", 404)
    if any(value > 0 for value in (cash.balance_of(call, found.id).available or {}).values()):
        raise Refusal("You cannot delete a customer that has money in its cash balance.", param="customer")
    ending.all_of(call, found)
    for method in call.all(PaymentMethod, {"customer": found.id}):
        save(call, method, customer=None, _used=True)
    found = save(call, found, "customer.deleted", deleted=True)
    return stub(found)


@operation("GetCustomers")
def list_customers(call: Call, email: str | None = None, test_clock: str | None = None, created: Any = None) -> Page:
    """GET /v1/customers"""
    return listing(call, Customer, {"email": email, "test_clock": test_clock, "deleted": _NOT_DELETED}, created)


@operation("GetCustomersCustomerPaymentMethods")
def list_methods(call: Call, customer: str, type: str | None = None) -> Page:
    """GET /v1/customers/{customer}/payment_methods"""
    return listing(call, PaymentMethod, {"customer": find(call, Customer, customer).id, "type": type})


@operation("GetCustomersCustomerPaymentMethodsPaymentMethod")
def get_method(call: Call, customer: str, payment_method: str) -> PaymentMethod:
    """GET /v1/customers/{customer}/payment_methods/{payment_method}"""
    found = find(call, PaymentMethod, payment_method, "payment_method")
    if found.customer != find(call, Customer, customer).id:
        message = f"The PaymentMethod {payment_method} does not belong to the Customer {customer}."
        raise Refusal(message, "resource_missing", "customer", 404)
    return found


def _book(call: Call, customer: Customer, amount: int, currency: str, type: str, ending: int) -> CustomerTransaction:
    return make(
        call,
        CustomerTransaction,
        amount=amount,
        currency=currency,
        customer=customer.id,
        ending_balance=ending,
        type=type,
    )


@operation("PostCustomersCustomerBalanceTransactions")
def create_transaction(
    call: Call, customer: str, amount: int, currency: str, description: str | None = None, **given: Any
) -> CustomerTransaction:
    """POST /v1/customers/{customer}/balance_transactions: credit is negative."""
    found = find(call, Customer, customer)
    made = make(
        call, CustomerTransaction, amount=amount, currency=currency.lower(), customer=found.id, type="adjustment",
        ending_balance=found.balance + amount, description=description or None,
        metadata=metadata(given.get("metadata")),
    )  # fmt: skip
    save(call, found, "customer.updated", balance=made.ending_balance, currency=found.currency or currency.lower())
    return made


@operation("GetCustomersCustomerBalanceTransactions")
def list_transactions(call: Call, customer: str, invoice: str | None = None, created: Any = None) -> Page:
    """GET /v1/customers/{customer}/balance_transactions"""
    return listing(
        call, CustomerTransaction, {"customer": find(call, Customer, customer).id, "invoice": invoice}, created
    )


@operation("GetCustomersCustomerBalanceTransactionsTransaction")
def get_transaction(call: Call, customer: str, transaction: str) -> CustomerTransaction:
    """GET /v1/customers/{customer}/balance_transactions/{transaction}"""
    find(call, Customer, customer)
    return find(call, CustomerTransaction, transaction, "transaction")


@operation("GetCustomersSearch")
def search_customers(call: Call, query: str, page: str | None = None) -> dict[str, Any]:
    """GET /v1/customers/search"""
    return search(call, Customer, query, page)
