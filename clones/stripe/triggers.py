"""How each event is made to happen, as Stripe's command line does: steps that end in it; https://docs.stripe.com/cli/trigger."""

from __future__ import annotations

from typing import Any

Step = dict[str, Any]


def does(name: str, as_: str = "", /, **arguments: Any) -> Step:
    """One call of an operation; `as_` names what it makes."""
    return {"call": name, "with": arguments, **({"as": as_} if as_ else {})}


def happens(name: str, /, **arguments: Any) -> Step:
    """One act of the outside world."""
    return {"act": name, "with": arguments}


def paid(card: str = "pm_card_visa", **more: Any) -> list[Step]:
    fields = {
        "amount": 2000,
        "currency": "usd",
        "payment_method_types": ["card"],
        "payment_method": card,
        "confirm": True,
    }
    return [does("PostPaymentIntents", "paid", **{**fields, **more})]


def subscribed(**more: Any) -> list[Step]:
    return [
        *CUSTOMER, does("PostPaymentMethodsPaymentMethodAttach", "card", payment_method="pm_card_visa",
                        customer="$customer"),
        *PRICE, does("PostSubscriptions", "subscription", customer="$customer", default_payment_method="$card",
                     items=[{"price": "$price"}], **more),
    ]  # fmt: skip


def checkout(**more: Any) -> list[Step]:
    line = {"price_data": {"currency": "usd", "product_data": {"name": "Mug"}, "unit_amount": 1500}, "quantity": 2}
    return [does("PostCheckoutSessions", "page", mode="payment", success_url="https://acme.example/thanks",
                 line_items=[line], **more)]  # fmt: skip


CUSTOMER = [does("PostCustomers", "customer", name="Triggered", email="triggered@acme.example")]
PRODUCT = [does("PostProducts", "product", name="Triggered")]
PRICE = [does("PostPrices", "price", currency="usd", unit_amount=1500, recurring={"interval": "month"},
              product_data={"name": "Triggered"})]  # fmt: skip
DRAFT = [*CUSTOMER, does("PostInvoiceitems", "", customer="$customer", amount=2000, currency="usd"),
         does("PostInvoices", "invoice", customer="$customer", pending_invoice_items_behavior="include")]  # fmt: skip
DISPUTED = [*paid(), happens("dispute", charge="$paid.latest_charge")]
DEBIT = {"payment_method_types": ["us_bank_account"], "currency": "usd"}
SELLER = [does("PostAccounts", "account", type="express", country="US")]
PAYOUT = [*paid("pm_card_bypassPending", amount=5000), does("GetAccount", "home"),
          does("PostAccountsAccountExternalAccounts", "", account="$home", external_account="btok_us_verified"),
          does("PostPayouts", "payout", amount=1000, currency="usd")]  # fmt: skip
TRIGGERS: dict[str, list[Step]] = {
    "account.updated": SELLER,
    "charge.captured": [*paid(capture_method="manual"), does("PostPaymentIntentsIntentCapture", intent="$paid")],
    "charge.dispute.closed": [*paid("pm_card_createDispute"), does("GetDisputes", "found"),
                              does("GetChargesChargeDispute", "dispute", charge="$paid.latest_charge"),
                              happens("decide-dispute", dispute="$dispute", outcome="won")],
    "charge.dispute.created": DISPUTED, "charge.dispute.funds_withdrawn": DISPUTED,
    "charge.failed": paid("pm_card_chargeDeclined"), "charge.pending": [
        does("PostPaymentIntents", "", amount=2000, payment_method="pm_usBankAccount_success", confirm=True, **DEBIT)],
    "charge.refunded": [*paid(), does("PostRefunds", payment_intent="$paid")], "charge.succeeded": paid(),
    "checkout.session.async_payment_failed": [
        *checkout(payment_method_types=["us_bank_account"]),
        {**happens("complete-checkout", session="$page", payment_method="pm_usBankAccount_processing"), "as": "done"},
        happens("settle-payment", payment_intent="$done.payment_intent", outcome="failed")],
    "checkout.session.async_payment_succeeded": [
        *checkout(payment_method_types=["us_bank_account"]),
        {**happens("complete-checkout", session="$page", payment_method="pm_usBankAccount_processing"), "as": "done"},
        happens("settle-payment", payment_intent="$done.payment_intent")],
    "checkout.session.completed": [*checkout(), happens("complete-checkout", session="$page")],
    "checkout.session.expired": [*checkout(), does("PostCheckoutSessionsSessionExpire", session="$page")],
    "coupon.created": [does("PostCoupons", percent_off=10)],
    "customer.created": CUSTOMER, "customer.deleted": [*CUSTOMER, does("DeleteCustomersCustomer",
                                                                       customer="$customer")],
    "customer.source.created": [*CUSTOMER, does("PostCustomersCustomerSources", customer="$customer",
                                                source="tok_visa")],
    "customer.subscription.created": subscribed(),
    "customer.subscription.deleted": [*subscribed(), does("DeleteSubscriptionsSubscriptionExposedId",
                                                          subscription_exposed_id="$subscription")],
    "customer.subscription.updated": [*subscribed(), does(
        "PostSubscriptionsSubscriptionExposedId", subscription_exposed_id="$subscription", metadata={"foo": "bar"})],
    "customer.updated": [*CUSTOMER, does("PostCustomersCustomer", customer="$customer", description="Changed")],
    "invoice.created": DRAFT, "invoice.finalized": [*DRAFT, does("PostInvoicesInvoiceFinalize", invoice="$invoice")],
    "invoice.paid": subscribed(), "invoice.payment_succeeded": subscribed(),
    "invoice.voided": [*DRAFT, does("PostInvoicesInvoiceFinalize", invoice="$invoice"),
                       does("PostInvoicesInvoiceVoid", invoice="$invoice")],
    "payment_intent.amount_capturable_updated": paid(capture_method="manual"),
    "payment_intent.canceled": [does("PostPaymentIntents", "intent", amount=2000, currency="usd"),
                                does("PostPaymentIntentsIntentCancel", intent="$intent")],
    "payment_intent.created": [does("PostPaymentIntents", "", amount=2000, currency="usd")],
    "payment_intent.payment_failed": paid("pm_card_chargeDeclined"),
    "payment_intent.processing": [
        does("PostPaymentIntents", "", amount=2000, payment_method="pm_usBankAccount_success", confirm=True, **DEBIT)],
    "payment_intent.requires_action": paid("pm_card_authenticationRequired"), "payment_intent.succeeded": paid(),
    "payment_link.created": [does("PostPaymentLinks", line_items=[{"quantity": 1, "price_data": {
        "currency": "usd", "product_data": {"name": "Mug"}, "unit_amount": 1500}}])],
    "payment_method.attached": [*CUSTOMER, does("PostPaymentMethodsPaymentMethodAttach", payment_method="pm_card_visa",
                                                customer="$customer")],
    "payment_method.detached": [*CUSTOMER, does("PostPaymentMethodsPaymentMethodAttach", "card",
                                                payment_method="pm_card_visa", customer="$customer"),
                                does("PostPaymentMethodsPaymentMethodDetach", payment_method="$card")],
    "payout.created": PAYOUT, "payout.failed": [*PAYOUT, happens("land-payout", payout="$payout", outcome="failed")],
    "payout.paid": [*PAYOUT, happens("land-payout", payout="$payout")],
    "price.created": PRICE, "price.updated": [*PRICE, does("PostPricesPrice", price="$price", nickname="Changed")],
    "product.created": PRODUCT, "product.deleted": [*PRODUCT, does("DeleteProductsId", id="$product")],
    "product.updated": [*PRODUCT, does("PostProductsId", id="$product", description="Changed")],
    "refund.created": [*paid(), does("PostRefunds", payment_intent="$paid")],
    "setup_intent.canceled": [does("PostSetupIntents", "intent"), does("PostSetupIntentsIntentCancel",
                                                                       intent="$intent")],
    "setup_intent.created": [does("PostSetupIntents")],
    "setup_intent.requires_action": [does("PostSetupIntents", payment_method="pm_card_authenticationRequired",
                                          confirm=True)],
    "setup_intent.setup_failed": [does("PostSetupIntents", payment_method="pm_card_chargeDeclined", confirm=True)],
    "setup_intent.succeeded": [does("PostSetupIntents", payment_method="pm_card_visa", confirm=True)],
    "topup.succeeded": [does("PostTopups", "topup", amount=1000, currency="usd"), happens("topup-arrives",
                                                                                          topup="$topup")],
}  # fmt: skip
"""Event → what leads to it."""
