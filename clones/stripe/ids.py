"""The prefixes and lengths of Stripe's ids by kind, and the version of the API; https://docs.stripe.com/api."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clonery.server.call import Call

VERSION = "2026-05-27.dahlia"
"""The version of the API that the description is of."""
FORMS: dict[str, tuple[str, int]] = {
    "account": ("acct_", 16), "apple_pay_domain": ("apwc_", 24), "application_fee": ("fee_", 24),
    "balance_transaction": ("txn_", 24), "bank_account": ("ba_", 24), "billing_meter": ("mtr_test_", 40),
    "billing_portal_configuration": ("bpc_", 24), "billing_portal_session": ("bps_", 24), "card": ("card_", 24),
    "charge": ("ch_", 24), "checkout_session": ("cs_test_", 58), "confirmation_token": ("ctoken_", 24),
    "coupon": ("", 8), "credit_note": ("cn_", 24), "customer": ("cus_", 14),
    "customer_balance_transaction": ("cbtxn_", 24), "discount": ("di_", 24), "dispute": ("du_", 24),
    "ephemeral_key": ("ephkey_", 24), "entitlements_feature": ("feat_test_", 40), "product_feature": ("prodft_", 14),
    "event": ("evt_", 24), "external_account": ("ba_", 24), "customer_cash_balance_transaction": ("ccsbtxn_", 24),
    "identity_verification_report": ("vr_", 24), "identity_verification_session": ("vs_", 24),
    "fee_refund": ("fr_", 24), "file": ("file_", 24), "file_link": ("link_", 24), "invoice": ("in_", 24),
    "invoice_payment": ("inpay_", 24), "invoice_rendering_template": ("inrtem_", 24), "invoiceitem": ("ii_", 24),
    "issuing_authorization": ("iauth_", 24), "issuing_card": ("ic_", 24), "issuing_cardholder": ("ich_", 24),
    "issuing_dispute": ("idp_", 24), "issuing_transaction": ("ipi_", 24), "line_item": ("li_", 24),
    "mandate": ("mandate_", 24), "payment_intent": ("pi_", 24), "payment_link": ("plink_", 24),
    "payment_method": ("pm_", 24), "payment_method_configuration": ("pmc_", 24), "payment_method_domain": ("pmd_", 24),
    "payment_source": ("src_", 24), "payout": ("po_", 24), "person": ("person_", 14), "plan": ("price_", 24),
    "price": ("price_", 24), "product": ("prod_", 14), "promotion_code": ("promo_", 24), "quote": ("qt_", 24),
    "radar_early_fraud_warning": ("issfr_", 24), "radar_value_list": ("rsl_", 24),
    "radar_value_list_item": ("rsli_", 24), "refund": ("re_", 24), "reporting_report_run": ("frr_", 24),
    "review": ("prv_", 24), "setup_attempt": ("setatt_", 24), "setup_intent": ("seti_", 24),
    "shipping_rate": ("shr_", 24), "source": ("src_", 24), "subscription": ("sub_", 24),
    "subscription_item": ("si_", 14), "subscription_schedule": ("sub_sched_", 24), "tax_calculation": ("taxcalc_", 24),
    "tax_id": ("txi_", 24), "tax_rate": ("txr_", 24), "tax_registration": ("taxreg_", 24),
    "tax_transaction": ("tax_", 24), "terminal_configuration": ("tmc_", 14), "terminal_location": ("tml_", 14),
    "terminal_reader": ("tmr_", 14), "test_helpers_test_clock": ("clock_", 24), "token": ("tok_", 24),
    "topup": ("tu_", 24), "transfer": ("tr_", 24), "transfer_reversal": ("trr_", 24),
    "treasury_financial_account": ("fa_", 24), "treasury_inbound_transfer": ("ibt_", 24),
    "treasury_outbound_payment": ("obp_", 24), "treasury_outbound_transfer": ("obt_", 24),
    "treasury_received_credit": ("rc_", 24), "treasury_received_debit": ("rd_", 24),
    "treasury_transaction": ("trxn_", 24), "treasury_transaction_entry": ("trxne_", 24),
    "v2_core_event": ("evt_test_", 40), "v2_core_event_destination": ("ed_test_", 40), "webhook_endpoint": ("we_", 24),
}  # fmt: skip


def address(call: Call) -> str:
    """The path that was asked, whatever door the call came through: what lists say of themselves."""
    http = call.operation.entry.get("http") if call.operation else None
    if http is None:
        return call.request.path
    given = call.arguments
    return re.sub(r"{(\w+)}", lambda found: str(given.get(found[1], found[0])), http["path"])


def form(kind: str) -> tuple[str, int]:
    """Prefix and length of what follows; for kinds that few people meet, the first letters of their words."""
    return FORMS.get(kind) or ("".join(word[:2] for word in kind.split("_"))[:8] + "_", 24)
