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


def more(event: str, *steps: Step | list[Step]) -> None:
    """Add what leads to an event."""
    TRIGGERS[event] = [each for step in steps for each in (step if isinstance(step, list) else [step])]


BY_CARD = [*paid("pm_card_createDispute"), does("GetChargesChargeDispute", "dispute", charge="$paid.latest_charge")]
LATE = [*paid("pm_card_pendingRefund"), does("PostRefunds", "refund", payment_intent="$paid")]
HOLDER = [does("PostIssuingCardholders", "holder", name="Triggered Person", type="individual", billing={
    "address": {"line1": "1 Main Street", "city": "Boston", "country": "US", "postal_code": "02110"}})]  # fmt: skip
ISSUED = [*HOLDER, does("PostIssuingCards", "card", cardholder="$holder", currency="usd", type="virtual",
                        status="active")]  # fmt: skip
SPENT = [*ISSUED, does("PostTestHelpersIssuingTransactionsCreateForceCapture", "spent", card="$card", amount=900)]
PROVING = [does("PostIdentityVerificationSessions", "proof", type="document")]
TILL = [does("PostTreasuryFinancialAccounts", "till", supported_currencies=["usd"])]
FED = [*TILL, does("PostTestHelpersTreasuryReceivedCredits", "fed", financial_account="$till", amount=900,
                   currency="usd", network="ach")]  # fmt: skip
LEAVES = [*FED, does("PostTreasuryOutboundPayments", "out", financial_account="$till", amount=500, currency="usd",
                     destination_payment_method="pm_bank")]  # fmt: skip
FUNDED = [*CUSTOMER, does("PostTestHelpersCustomersCustomerFundCashBalance", "", customer="$customer", amount=500,
                          currency="usd")]  # fmt: skip
PLAN = [does("PostPlans", "plan", currency="usd", interval="month", amount=1500, product={"name": "Triggered"})]
COUPON = [does("PostCoupons", "coupon", percent_off=10)]
QUOTE = [*CUSTOMER, *PRICE, does("PostQuotes", "quote", customer="$customer", line_items=[{"price": "$price"}])]
OPEN_QUOTE = [*QUOTE, does("PostQuotesQuoteFinalize", quote="$quote")]
TOPUP = [does("PostTopups", "topup", amount=1000, currency="usd")]
CLOCK = [does("PostTestHelpersTestClocks", "clock", frozen_time=1_900_000_000)]
RATE = [does("PostTaxRates", "rate", display_name="VAT", percentage=20, inclusive=False)]
SCHEDULE = [*subscribed(), does("PostSubscriptionSchedules", "schedule", from_subscription="$subscription")]
ITEM = [*CUSTOMER, does("PostInvoiceitems", "item", customer="$customer", amount=2000, currency="usd")]

more("cash_balance.funds_available", FUNDED)
more("customer_cash_balance_transaction.created", FUNDED)
more("charge.dispute.funds_reinstated", BY_CARD, happens("decide-dispute", dispute="$dispute", outcome="won"))
more("charge.dispute.updated", BY_CARD, does("PostDisputesDispute", dispute="$dispute", submit=False,
                                             evidence={"customer_name": "Ann"}))  # fmt: skip
more("charge.refund.updated", LATE, does("PostRefundsRefund", refund="$refund", metadata={"foo": "bar"}))
more("charge.updated", paid(), does("PostChargesCharge", charge="$paid.latest_charge", description="Changed"))
more("coupon.deleted", COUPON, does("DeleteCouponsCoupon", coupon="$coupon"))
more("coupon.updated", COUPON, does("PostCouponsCoupon", coupon="$coupon", name="Changed"))
more("customer.source.deleted", CUSTOMER, does("PostCustomersCustomerSources", "source", customer="$customer",
                                               source="tok_visa"),
     does("DeleteCustomersCustomerSourcesId", customer="$customer", id="$source"))  # fmt: skip
more("customer.tax_id.created", CUSTOMER, does("PostCustomersCustomerTaxIds", customer="$customer", type="eu_vat",
                                               value="DE123456789"))  # fmt: skip
more("identity.verification_session.canceled", PROVING, does("PostIdentityVerificationSessionsSessionCancel",
                                                             session="$proof"))  # fmt: skip
more("identity.verification_session.created", PROVING)
more("identity.verification_session.redacted", PROVING, does("PostIdentityVerificationSessionsSessionRedact",
                                                             session="$proof"))  # fmt: skip
for state, outcome in (("processing", "verified"), ("requires_input", "document_expired"), ("verified", "verified")):
    more(f"identity.verification_session.{state}", PROVING, happens("verify-identity", verification_session="$proof",
                                                                    outcome=outcome))  # fmt: skip
more("invoice.deleted", DRAFT, does("DeleteInvoicesInvoice", invoice="$invoice"))
more("invoiceitem.created", ITEM)
more("invoiceitem.deleted", ITEM, does("DeleteInvoiceitemsInvoiceitem", invoiceitem="$item"))
more("issuing_authorization.created", ISSUED, does("PostTestHelpersIssuingAuthorizations", card="$card", amount=900))
more("issuing_card.created", ISSUED)
more("issuing_card.updated", ISSUED, does("PostIssuingCardsCard", card="$card", status="inactive"))
more("issuing_cardholder.created", HOLDER)
more("issuing_dispute.created", SPENT, does("PostIssuingDisputes", transaction="$spent"))
more("issuing_transaction.created", SPENT)
more("payment_intent.partially_funded", FUNDED, does(
    "PostPaymentIntents", "", amount=900, currency="usd", customer="$customer", confirm=True,
    payment_method_types=["customer_balance"], payment_method_data={"type": "customer_balance"}))  # fmt: skip
more("payout.canceled", PAYOUT, does("PostPayoutsPayoutCancel", payout="$payout"))
more("payout.updated", PAYOUT, does("PostPayoutsPayout", payout="$payout", metadata={"foo": "bar"}))
more("plan.created", PLAN)
more("plan.deleted", PLAN, does("DeletePlansPlan", plan="$plan"))
more("plan.updated", PLAN, does("PostPlansPlan", plan="$plan", nickname="Changed"))
more("promotion_code.created", COUPON, does("PostPromotionCodes", promotion={"type": "coupon", "coupon": "$coupon"}))
more("quote.accepted", OPEN_QUOTE, does("PostQuotesQuoteAccept", quote="$quote"))
more("quote.canceled", QUOTE, does("PostQuotesQuoteCancel", quote="$quote"))
more("quote.created", QUOTE)
more("quote.finalized", OPEN_QUOTE)
more("radar.early_fraud_warning.created", paid("pm_card_createIssuerFraudRecord"))
more("refund.updated", LATE, does("PostRefundsRefund", refund="$refund", metadata={"foo": "bar"}))
more("review.opened", paid("pm_card_riskLevelElevated"))
more("review.closed", paid("pm_card_riskLevelElevated"), does("PostRefunds", payment_intent="$paid"))
more("subscription_schedule.canceled", SCHEDULE, does("PostSubscriptionSchedulesScheduleCancel", schedule="$schedule"))
more("subscription_schedule.created", SCHEDULE)
more("subscription_schedule.released", SCHEDULE, does("PostSubscriptionSchedulesScheduleRelease",
                                                      schedule="$schedule"))  # fmt: skip
more("tax.settings.updated", does("PostTaxSettings", defaults={"tax_code": "txcd_10000000"}))
more("tax_rate.created", RATE)
more("tax_rate.updated", RATE, does("PostTaxRatesTaxRate", tax_rate="$rate", description="Changed"))
more("test_helpers.test_clock.created", CLOCK)
more("test_helpers.test_clock.deleted", CLOCK, does("DeleteTestHelpersTestClocksTestClock", test_clock="$clock"))
more("topup.canceled", TOPUP, does("PostTopupsTopupCancel", topup="$topup"))
more("topup.created", TOPUP)
more("topup.failed", TOPUP, happens("topup-arrives", topup="$topup", outcome="failed"))
more("treasury.financial_account.created", TILL)
more("treasury.outbound_payment.created", LEAVES)
more("treasury.outbound_payment.posted", LEAVES, does("PostTestHelpersTreasuryOutboundPaymentsIdPost", id="$out"))
more("treasury.received_credit.created", FED)
