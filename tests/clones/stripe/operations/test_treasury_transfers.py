"""Money moved in and out of financial accounts: set aside, posted, sent back."""

from typing import Any

import pytest
import stripe

from .test_treasury import account, balance, receive


@pytest.fixture
def fed(api: Any) -> str:
    """A financial account with 50 dollars."""
    made = str(account(api).id)
    receive(api, made)
    return made


def leave(api: Any, fed: str, kind: str, amount: int = 2000) -> Any:
    given = {"amount": amount, "currency": "usd", "financial_account": fed, "destination_payment_method": "pm_bank"}
    return getattr(api.treasury, f"outbound_{kind}s").create(given)


@pytest.mark.parametrize("kind", ["payment", "transfer"])
def test_money_leaves_and_comes_back(api: Any, fed: str, kind: str) -> None:
    flows, helpers = getattr(api.treasury, f"outbound_{kind}s"), getattr(api.test_helpers.treasury, f"outbound_{kind}s")
    made = leave(api, fed, kind)
    assert (made.status, made.cancelable) == ("processing", True)
    assert balance(api, fed) == {"cash": 3000, "inbound_pending": 0, "outbound_pending": 2000}
    method = {"payment": "return_outbound_payment", "transfer": "return_outbound_transfer"}[kind]
    helpers.post(made.id)
    assert balance(api, fed) == {"cash": 3000, "inbound_pending": 0, "outbound_pending": 0}
    back = getattr(helpers, method)(made.id, {"returned_details": {"code": "account_closed"}})
    assert (back.status, back.returned_details.code, balance(api, fed)["cash"]) == ("returned", "account_closed", 5000)
    for end, status in ((flows.cancel, "canceled"), (helpers.fail, "failed")):
        other = leave(api, fed, kind)
        assert end(other.id).status == status
        assert balance(api, fed) == {"cash": 5000, "inbound_pending": 0, "outbound_pending": 0}
        assert api.treasury.transactions.retrieve(other.transaction).status == "void"
        with pytest.raises(stripe.InvalidRequestError, match=f"a status of {status}"):
            flows.cancel(other.id)
    assert len(flows.list({"financial_account": fed}).data) == 3
    assert flows.retrieve(made.id).status_transitions.returned_at is not None
    with pytest.raises(stripe.InvalidRequestError) as caught:
        leave(api, fed, kind, 5001)
    assert (caught.value.code, caught.value.param) == ("balance_insufficient", "amount")


def test_money_comes_in(api: Any, fed: str) -> None:
    given = {"amount": 700, "currency": "usd", "financial_account": fed, "origin_payment_method": "pm_usBankAccount"}
    flows, helpers = api.treasury.inbound_transfers, api.test_helpers.treasury.inbound_transfers
    made = flows.create(given)
    assert balance(api, fed) == {"cash": 5000, "inbound_pending": 700, "outbound_pending": 0}
    assert helpers.succeed(made.id).status == "succeeded"
    assert balance(api, fed) == {"cash": 5700, "inbound_pending": 0, "outbound_pending": 0}
    assert helpers.return_inbound_transfer(made.id).returned is True
    assert balance(api, fed)["cash"] == 5000
    failed = helpers.fail(flows.create(given).id, {"failure_details": {"code": "insufficient_funds"}})
    canceled = flows.cancel(flows.create(given).id)
    assert (failed.failure_details.code, canceled.status) == ("insufficient_funds", "canceled")
    assert balance(api, fed) == {"cash": 5000, "inbound_pending": 0, "outbound_pending": 0}
    assert [one.id for one in flows.list({"financial_account": fed, "status": "failed"}).data] == [failed.id]
    assert flows.retrieve(made.id).status_transitions.succeeded_at is not None
