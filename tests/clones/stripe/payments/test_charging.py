"""Charges inside: what the bank's answer looks like, what a capture books."""

from clonery.clones.stripe.payments import charging, intents, methods
from clonery.clones.stripe.records.payments import BalanceTransaction
from clonery.server.call import Call


def test_a_capture_books_what_it_takes(call: Call) -> None:
    intent = intents.begin(call, 1000, "usd", capture_method="manual")
    held = charging.succeed(call, intent, methods.from_case(call, "visa"), False)
    assert (held.captured, held.balance_transaction, call.count(BalanceTransaction)) == (False, None, 0)
    taken = charging.settle(call, held, 600)
    booked = call.get(BalanceTransaction, taken.balance_transaction)
    assert (taken.amount_captured, booked.amount, booked.fee) == (600, 600, 47)


def test_a_blocked_payment_is_told_from_a_declined_one(call: Call) -> None:
    intent = intents.begin(call, 1000, "usd")
    made = {
        decline: charging.fail(call, intent, methods.from_case(call, "visa"), "card_declined", decline, "No").get(
            "outcome"
        )
        for decline in ("fraudulent", "lost_card")
    }
    assert (made["fraudulent"]["type"], made["fraudulent"]["risk_level"]) == ("blocked", "highest")
    assert (made["lost_card"]["type"], made["lost_card"]["reason"]) == ("issuer_declined", "lost_card")
