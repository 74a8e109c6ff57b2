"""Tax ids, and keys for a short time."""

from typing import Any

import pytest
import stripe

CUSTOMER = "cus_Acme0000000001"


def test_a_customer_has_tax_ids(api: Any) -> None:
    made = api.customers.tax_ids.create(CUSTOMER, {"type": "eu_vat", "value": "FR12345678901"})
    assert (made.country, made.customer, made.verification.status) == ("FR", CUSTOMER, "pending")
    assert api.customers.retrieve(CUSTOMER, {"expand": ["tax_ids"]}).tax_ids.data[0].id == made.id
    own = api.tax_ids.create({"type": "us_ein", "value": "12-3456789"})
    assert own.owner.type == "self"
    assert [one.id for one in api.tax_ids.list().data] == [own.id]
    with pytest.raises(stripe.InvalidRequestError):
        api.customers.tax_ids.retrieve(CUSTOMER, own.id)
    assert api.customers.tax_ids.delete(CUSTOMER, made.id).deleted is True
    assert api.customers.tax_ids.list(CUSTOMER).data == []


def test_a_wrong_tax_id_is_refused(api: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.customers.tax_ids.create(CUSTOMER, {"type": "eu_vat", "value": "nonsense"})
    assert (caught.value.code, caught.value.param) == ("tax_id_invalid", "value")


def test_an_app_gets_a_key_for_an_hour(api: Any) -> None:
    made = api.ephemeral_keys.create({"customer": CUSTOMER}, {"stripe_version": "2026-05-27.dahlia"})
    assert (made.expires - made.created, made.secret.startswith("ek_test_")) == (3600, True)
    assert api.ephemeral_keys.delete(made.id).id == made.id
    with pytest.raises(stripe.InvalidRequestError):
        api.ephemeral_keys.create({}, {"stripe_version": "2026-05-27.dahlia"})
