"""The ledger: what is booked, when it can be spent, and that random histories add up at every step."""

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clonery.clones.stripe.keys import Scope
from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.money import ledger
from clonery.clones.stripe.operations import payouts
from clonery.clones.stripe.payments import confirming, connecting, disputing, intents, methods, refunding
from clonery.clones.stripe.records.accounts import Account, ExternalAccount
from clonery.clones.stripe.records.money import ApplicationFee, FeeRefund, Payout, Topup, Transfer, TransferReversal
from clonery.clones.stripe.records.payments import BalanceTransaction, Charge, Dispute, PaymentIntent, Refund
from clonery.clones.stripe.refusals import Refusal
from clonery.clones.stripe.timing import DAY
from clonery.server.call import Call
from clonery.server.farm import Farm
from clonery.server.request import Request
from clonery.server.settings import Settings

CARDS = (
    "visa", "amex", "chargeDeclined", "createDispute", "createDisputeInquiry", "pendingRefund", "refundFail",
    "bypassPending", "riskLevelElevated",
)  # fmt: skip
CURRENCIES = ("usd", "eur", "jpy", "kwd")
SELLER = "acct_1Seller0000000"
HERE, THERE = Scope(), Scope(False, SELLER)


def test_a_booking_is_net_of_its_fee(call: Call) -> None:
    made = ledger.post(call, "charge", 1000, "usd", "ch_1", 59)
    assert (made.net, made.available_on - made.created, made.get("reporting_category")) == (941, 2 * DAY, "charge")
    ledger.post(call, "refund", -400, "usd", "re_1", days=0)
    assert ledger.totals(call) == {"usd": {"available": -400, "pending": 941}}
    assert ledger.balance(call)["pending"] == [{"amount": 941, "currency": "usd", "source_types": {"card": 941}}]


def test_an_empty_ledger_shows_nothing_in_dollars(call: Call) -> None:
    assert ledger.balance(call)["available"][0]["amount"] == 0


def fee_of(charge: Charge) -> int:
    """What Stripe takes of a card charge, reckoned in whole numbers: 2.9 % rounded half up, and a fixed part."""
    return (charge.amount_captured * 29 + 500) // 1000 + {"usd": 30, "eur": 25}.get(charge.currency, 30)


def total(call: Call, kind: Any, account: str | None, currency: str, name: str = "amount", **where: Any) -> int:
    found = call.all(kind, {"_account": account, "currency": currency})
    return sum(getattr(one, name) for one in found if all(one.get(key) in values for key, values in where.items()))


def owed(call: Call, currency: str, account: str | None) -> int:
    """What objects say that an account has, without a look at the ledger."""
    made = 0
    for charge in call.all(Charge, {"_account": account, "currency": currency, "captured": True}):
        made += charge.amount_captured - (0 if charge.get("source_transfer") else fee_of(charge))
    for refund in call.all(Refund, {"_account": account, "currency": currency}):
        moved = refund.balance_transaction is not None  # what was let go of a hold moved nothing
        made -= refund.amount if moved and refund.status in ("succeeded", "pending") else 0
    lost = ("needs_response", "under_review", "lost")
    made -= total(call, Dispute, account, currency, status=lost)
    taken = ("won", *lost)
    made -= 1500 * sum(one.status in taken for one in call.all(Dispute, {"_account": account, "currency": currency}))
    made -= total(call, Payout, account, currency, status=("pending", "in_transit", "paid"))
    made += total(call, Topup, account, currency, status=("succeeded",))
    fees, back = total(call, ApplicationFee, None, currency), total(call, FeeRefund, None, currency)
    if account is None:
        moved = total(call, Transfer, None, currency) - total(call, TransferReversal, None, currency)
        return made - moved + fees - back
    return made - fees + back


def proven(call: Call) -> None:
    """The ledgers equal what the objects say, and each charge what its refunds do."""
    for scope in (HERE, THERE):
        totals = ledger.totals(call, scope)
        for currency in CURRENCIES:
            held = totals.get(currency, {"available": 0, "pending": 0})
            assert held["available"] + held["pending"] == owed(call, currency, scope.account), (scope, currency)
    for charge in call.all(Charge):
        given_back = [one.amount for one in call.all(Refund, {"charge": charge.id}) if one.status != "failed"]
        if charge.captured:
            assert charge.amount_refunded == sum(given_back) <= charge.amount
            assert charge.refunded == (charge.amount_refunded == charge.amount)
    for one in call.all(BalanceTransaction):
        assert one.net == one.amount - one.fee == one.amount - sum(each["amount"] for each in one.get("fee_details"))


def pay(call: Call, chance: Random) -> None:
    amount, fields = chance.randint(100, 90_000), {}
    if chance.random() < 0.3:
        fields["transfer_data"] = {"destination": SELLER} | ({"amount": amount // 3} if chance.random() < 0.3 else {})
        if "amount" not in fields["transfer_data"] and chance.random() < 0.7:
            fields["application_fee_amount"] = chance.randint(1, amount)
    elif chance.random() < 0.3:
        call.memo["scope"] = THERE
        if chance.random() < 0.7:
            fields["application_fee_amount"] = chance.randint(1, amount)
    manual = chance.random() < 0.4
    made = intents.begin(call, amount, chance.choice(CURRENCIES), capture_method="manual" if manual else "automatic",
                         **fields)  # fmt: skip
    confirming.attempt(call, made, methods.from_case(call, chance.choice(CARDS)))


def capture(call: Call, chance: Random) -> None:
    found = chance.choice(call.all(PaymentIntent))
    call.memo["scope"] = Scope(False, found._account)
    intents.capture(call, found, chance.choice((None, chance.randint(1, found.amount + 10))))


def cancel(call: Call, chance: Random) -> None:
    intents.cancel(call, chance.choice(call.all(PaymentIntent)), None)


def give_back(call: Call, chance: Random) -> None:
    charge = chance.choice([one for one in call.all(Charge) if not one.get("source_transfer")])
    call.memo["scope"] = Scope(False, charge._account)
    fee, transfer = charge.get("application_fee") is not None, charge.get("transfer") is not None
    amount = chance.choice((None, chance.randint(1, charge.amount)))
    both = chance.random() < 0.6
    refunding.refund(call, charge, amount, None, both and transfer, both and fee)


def settle(call: Call, chance: Random) -> None:
    moved = [one for one in call.all(Refund) if one.balance_transaction and not one.get("transfer_reversal")]
    refund = chance.choice(moved)
    call.memo["scope"] = Scope(False, refund._account)
    (refunding.fails if chance.random() < 0.3 else refunding.succeeds)(call, refund.id)


def dispute(call: Call, chance: Random) -> None:
    charge = chance.choice([one for one in call.all(Charge) if not one.get("source_transfer")])
    left = charge.amount - charge.amount_refunded
    if charge.captured and not charge.disputed and left > 0:
        call.memo["scope"] = Scope(False, charge._account)
        disputing.arrive(call, charge, "fraudulent", chance.random() < 0.3, chance.randint(1, left))


def decide(call: Call, chance: Random) -> None:
    found = chance.choice(call.all(Dispute))
    if "response" in found.status:
        call.memo["scope"] = Scope(False, found._account)
        disputing.end(call, found, chance.random() < 0.5)


def transfer(call: Call, chance: Random) -> None:
    amount, currency = chance.randint(1, 5000), chance.choice(CURRENCIES)
    ledger.check(call, amount, currency)
    connecting.transfer(call, amount, currency, SELLER)


def bring_back(call: Call, chance: Random) -> None:
    found = chance.choice(call.all(Transfer))
    connecting.reverse(call, found, chance.choice((None, chance.randint(1, found.amount))), chance.random() < 0.5)


def forgive(call: Call, chance: Random) -> None:
    fee = chance.choice(call.all(ApplicationFee))
    connecting.refund_fee(call, fee, chance.choice((None, chance.randint(1, fee.amount))))


def pay_out(call: Call, chance: Random) -> None:
    call.memo["scope"] = chance.choice((HERE, THERE))
    payouts.create_payout(call, chance.randint(1, 20_000), chance.choice(CURRENCIES))


def land(call: Call, chance: Random) -> None:
    found = chance.choice([one for one in call.all(Payout) if one.status in ("pending", "paid")])
    call.memo["scope"] = Scope(False, found._account)
    if found.status == "paid":
        payouts.reverse_payout(call, found.id)
    elif chance.random() < 0.3:
        payouts.cancel_payout(call, found.id)
    else:
        payouts.land_payout(call, found.id, chance.choice(("paid", "failed")))


def top_up(call: Call, chance: Random) -> None:
    made = payouts.create_topup(call, chance.randint(1, 50_000), chance.choice(CURRENCIES))
    payouts.topup_arrives(call, made.id, chance.choice(("succeeded", "succeeded", "failed")))


STEPS: tuple[Any, ...] = (
    pay, pay, pay, capture, cancel, give_back, give_back, settle, dispute, decide, transfer, bring_back, forgive,
    pay_out, land, top_up,
)  # fmt: skip


class World:
    """A session with a connected account, and banks for both accounts in every currency; each step is a call."""

    def __init__(self) -> None:
        farm = Farm(Settings(clones=("stripe",)))
        self.session = farm.create(random_seed=1, clock="2026-01-05T12:00:00Z", seeds={"stripe": "empty"})
        self.clone = farm.clone("stripe")
        assert self.clone.operations
        self.do(self._furnish)

    def _furnish(self, call: Call) -> None:
        make(call, Account, id=SELLER, _connected=True, _requested={})
        for holder in (SELLER, "acct_1AcmeShop000000"):
            for currency in CURRENCIES:
                make(call, ExternalAccount, id=None, object="bank_account", currency=currency, _holder=holder,
                     default_for_currency=True)  # fmt: skip

    def do(self, step: Any, *arguments: Any) -> None:
        """One step in a transaction of its own, undone where it is refused."""
        request = Request("POST", "/v1", base="http://test/stripe")
        with self.session.transaction():
            step(Call(self.session, self.clone, request, self.session.clock.now()), *arguments)


def walk(seed: int, steps: int = 40) -> None:
    """One random history, proven at every step."""
    chance, world = Random(seed), World()
    for number in range(steps):
        try:
            world.do(pay if not number else chance.choice(STEPS), chance)
        except (Refusal, IndexError):
            # Refused by state, or nothing there to choose from: the ledger must hold either way.
            pass
        world.do(proven)
    world.session.close()


SEEDS = st.integers(0, 2**32)


@settings(max_examples=30, deadline=None, derandomize=True, database=None)
@given(SEEDS)
def test_a_random_history_adds_up_at_every_step(seed: int) -> None:
    walk(seed)


@pytest.mark.all
@settings(max_examples=1000, deadline=None, database=None)
@given(SEEDS)
def test_a_thousand_more_add_up(seed: int) -> None:
    walk(seed)
