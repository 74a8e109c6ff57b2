"""Keys: live and test, publishable, expired, versions."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
import stripe

from clonery.clones.stripe.keys import Scope, of, scope, sees, within
from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.records.customers import Customer
from clonery.server.call import Call

from .conftest import KEY, Served
from .operations.test_accounts import seller
from .operations.test_payment_intents import NEVER, pay
from .operations.test_payouts import advance
from .operations.test_transfers import balance

LIVE = "sk_live_51AcmeAda000000000000000000000000000000000000000000000000000000000000000000000000000000000000live1"
PUBLIC = "pk_test_51AcmeAda00000000000000000000000000000000000000000000000000000000000000000000000000000publishable1"
EXPIRED = "sk_test_51AcmeCleo0000000000000000000000000000000000000000000000000000000000000000000000000000000expired1"
SignIn = Callable[[str], stripe.StripeClient]


def test_live_and_test_objects_lie_apart(api: Any, sign_in: SignIn) -> None:
    live = sign_in(LIVE).v1
    made = live.customers.create({"name": "Real"})
    assert made.livemode is True
    assert [one.id for one in live.customers.list().data] == [made.id]
    assert made.id not in [one.id for one in api.customers.list().data]
    with pytest.raises(stripe.InvalidRequestError, match="a similar object exists in live mode, but a test mode key"):
        api.customers.retrieve(made.id)
    with pytest.raises(stripe.InvalidRequestError, match="a similar object exists in test mode, but a live mode key"):
        live.customers.retrieve("cus_Acme0000000001")
    assert live.balance.retrieve().livemode is True


def test_a_test_card_is_refused_in_live_mode(sign_in: SignIn) -> None:
    live = sign_in(LIVE).v1
    card = {"type": "card", "card": {"number": "4242424242424242", "exp_month": 8, "exp_year": 2034}}
    with pytest.raises(stripe.CardError) as caught:
        live.payment_methods.create(card)
    assert caught.value.error.decline_code == "live_mode_test_card"
    with pytest.raises(stripe.InvalidRequestError):
        live.payment_intents.create({"amount": 500, "currency": "usd", "payment_method": "pm_card_visa"})


def test_a_publishable_key_does_what_a_page_may(api: Any, base: str, sign_in: SignIn) -> None:
    page, intent = sign_in(PUBLIC).v1, api.payment_intents.create(
        {"amount": 900, "currency": "usd", "automatic_payment_methods": NEVER})  # fmt: skip
    with pytest.raises(stripe.PermissionError) as caught:
        page.customers.list()
    assert caught.value.error.code == "secret_key_required"
    with pytest.raises(stripe.InvalidRequestError) as missing:
        page.payment_intents.retrieve(intent.id)
    assert missing.value.param == "client_secret"
    with pytest.raises(stripe.InvalidRequestError):
        page.payment_intents.retrieve(intent.id, {"client_secret": f"{intent.id}_secret_wrong"})
    read = page.payment_intents.retrieve(intent.id, {"client_secret": intent.client_secret})
    assert read.status == "requires_payment_method"
    method = page.payment_methods.create({"type": "card", "card": {"token": "tok_visa"}})
    with httpx.Client(headers={"Authorization": f"Bearer {PUBLIC}"}) as client:
        sent = {"client_secret": intent.client_secret, "payment_method": method.id}
        paid = client.post(f"{base}/v1/payment_intents/{intent.id}/confirm", data=sent).json()
    assert (paid["status"], api.payment_intents.retrieve(intent.id).status) == ("succeeded", "succeeded")


def test_an_expired_key_says_so(sign_in: SignIn) -> None:
    with pytest.raises(stripe.AuthenticationError) as caught:
        sign_in(EXPIRED).v1.balance.retrieve()
    assert "Expired API Key provided" in str(caught.value)


@pytest.mark.parametrize(("version", "status"), [("2026-05-27.dahlia", 200), ("2019-12-03", 200), ("yesterday", 400)])
def test_a_version_is_a_date(http: httpx.Client, version: str, status: int) -> None:
    assert http.get("/v1/balance", headers={"Stripe-Version": version}).status_code == status


def test_basic_authorization_takes_the_key_as_the_user(base: str) -> None:
    assert httpx.get(f"{base}/v1/balance", auth=(KEY, "")).status_code == 200


def test_a_call_sees_where_it_acts(call: Call) -> None:
    made = make(call, Customer, id=None, name="Here")
    assert (of(made), scope(call)) == (Scope(), Scope())
    there = make(call, Customer, id=None, name="There", _account="acct_1", livemode=True)
    assert sees(call, there)
    within(call, there)
    assert scope(call) == Scope(True, "acct_1")


def test_an_account_is_not_charged_for_another(api: Any) -> None:
    own: dict[str, Any] = {"stripe_account": "acct_1AcmeShop000000"}
    made = pay(api)
    assert api.charges.retrieve(made.latest_charge, {}, own).id == made.latest_charge


def test_what_happens_to_an_account_from_outside_is_booked_there(
    api: Any, act: Callable[..., Any], served: Served, base: str
) -> None:
    account = seller(api, act).id
    there: dict[str, Any] = {"stripe_account": account}
    made = api.payment_intents.create({"amount": 5000, "currency": "usd", "payment_method": "pm_card_visa",
                                       "confirm": True, "payment_method_types": ["card"]}, there)  # fmt: skip
    dispute = act("dispute", charge=made.latest_charge)
    assert api.disputes.list({}, there).data[0].id == dispute["id"]
    assert api.disputes.list().data == []
    assert sum(balance(api, there)) == 5000 - 175 - 5000 - 1500
    act("decide-dispute", dispute=dispute["id"], outcome="won")
    assert sum(balance(api, there)) == 5000 - 175 - 1500
    late = api.payment_intents.create({"amount": 1000, "currency": "usd", "payment_method": "pm_usBankAccount_success",
                                       "confirm": True, "payment_method_types": ["us_bank_account"]},
                                       there)  # fmt: skip
    advance(served, base, "1m")
    assert api.payment_intents.retrieve(late.id, {}, there).status == "succeeded"
    assert sum(balance(api, there)) == 5000 - 175 - 1500 + 1000 - 8
    assert sum(balance(api)) == 0
