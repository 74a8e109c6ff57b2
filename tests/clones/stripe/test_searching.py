"""The search query language: what it finds, what it refuses, its pages."""

import json
from typing import Any

import pytest
import stripe

from clonery.clones.stripe.lookups import make
from clonery.clones.stripe.records.customers import Customer
from clonery.clones.stripe.searching import read, terms, where
from clonery.server.call import Call
from clonery.server.state.query import plan

from .operations.test_payment_intents import pay


@pytest.fixture
def people(api: Any) -> dict[str, str]:
    made = {
        "ann": {"name": "Ann Lee", "email": "ann@shop.example", "metadata": {"tier": "gold", "city": "Lyon"}},
        "bob": {"name": "Bob Annan", "email": "bob@shop.example", "metadata": {"tier": "silver"}},
        "cy": {"name": "Cy \"C\" Moe", "email": "Cy@Shop.example", "phone": "+33123"},
    }  # fmt: skip
    return {api.customers.create(fields).id: name for name, fields in made.items()}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("email:'ann@shop.example'", ["ann"]),
        ('email:"CY@shop.EXAMPLE"', ["cy"]),
        ("email~'shop'", ["cy", "bob", "ann"]),
        ("name~'ann'", ["bob", "ann"]),
        ("name~'ann' AND metadata['tier']:'silver'", ["bob"]),
        ("metadata['tier']:'gold' OR metadata['tier']:'silver'", ["bob", "ann"]),
        ("email~'shop' -metadata['tier']:'gold'", ["cy", "bob"]),
        ("email~'shop' metadata['city']:null", ["cy", "bob"]),
        ("email~'shop' -metadata['city']:null", ["ann"]),
        ("name:'Cy \"C\" Moe'", ["cy"]),
        ('phone:"+33123"', ["cy"]),
        ("email:'nobody@shop.example'", []),
    ],
)
def test_a_query_finds(api: Any, people: dict[str, str], query: str, found: list[str]) -> None:
    assert [people.get(one.id) for one in api.customers.search({"query": query}).data] == found


def test_numbers_and_flags_are_compared(api: Any) -> None:
    small, large = pay(api, amount=500), pay(api, amount=50_000, metadata={"order": "7"})
    held = pay(api, amount=700, capture_method="manual")
    assert [one.id for one in api.payment_intents.search({"query": "amount>500 AND status:'succeeded'"}).data] == [
        large.id
    ]
    assert [one.id for one in api.payment_intents.search({"query": "status:'requires_capture'"}).data] == [held.id]
    api.refunds.create({"payment_intent": small.id})
    assert [one.id for one in api.charges.search({"query": "refunded:'true'"}).data] == [small.latest_charge]
    assert [one.id for one in api.charges.search({"query": "metadata['order']:'7'"}).data] == [large.latest_charge]
    brand = "payment_method_details.card.last4:4242 AND amount<=500"
    assert [one.id for one in api.charges.search({"query": brand}).data] == [small.latest_charge]


def test_products_and_prices_are_searched(api: Any) -> None:
    mug = api.products.create({"name": "Blue mug", "active": False})
    assert [one.id for one in api.products.search({"query": "active:'false' AND name~'mug'"}).data] == [mug.id]
    made = api.prices.create({"product": mug.id, "unit_amount": 900, "currency": "usd", "lookup_key": "mug"})
    assert [one.id for one in api.prices.search({"query": "lookup_key:'mug'"}).data] == [made.id]


def test_pages_follow_each_other(api: Any) -> None:
    made = [api.customers.create({"metadata": {"batch": "9"}}).id for _ in range(5)][::-1]
    query: dict[str, Any] = {"query": "metadata['batch']:'9'", "limit": 2}
    first = api.customers.search({**query, "expand": ["total_count"]})
    assert ([one.id for one in first.data], first.has_more, first.total_count) == (made[:2], True, 5)
    second = api.customers.search({**query, "page": first.next_page})
    assert [one.id for one in second.data] == made[2:4]
    assert [one.id for one in api.customers.search(query).auto_paging_iter()] == made
    changed = api.customers.update(made[0], {"metadata": {"batch": ""}}).id
    assert changed not in [one.id for one in api.customers.search({**query, "limit": 10}).data]


@pytest.mark.parametrize(
    "query",
    ["", "colour:'red'", "email:'a' AND name:'b' OR name:'c'", "email:", "name~'ab'", "created>yesterday", "email:'a"],
)
def test_what_can_not_be_read_is_refused(api: Any, query: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as caught:
        api.customers.search({"query": query})
    assert (caught.value.http_status, caught.value.param) == (400, "query")


def test_a_query_is_read_clause_by_clause() -> None:
    clauses, any_one = read("email:'a' AND -amount>=5")
    assert [(one.field, one.sign, one.value, one.negated) for one in clauses] == [
        ("email", ":", "a", False), ("amount", ">=", "5", True)]  # fmt: skip
    assert any_one is False
    assert terms({"email": "A@b", "metadata": {"K": "V"}}, ("email", "name")) == ["email:a@b", "metadata K:v"]


def test_a_search_reads_few_rows_however_many_there_are(call: Call) -> None:
    for number in range(300):
        make(call, Customer, id=None, email=f"c{number}@many.example")
    store = call.session.store
    asked = where(call, Customer, "email:'c7@many.example'")
    assert [one.email for one in store.select(Customer, asked)] == ["c7@many.example"]
    assert plan(Customer.KIND, asked, "-rid").sql.startswith("entries")


def test_a_part_of_a_word_is_found_by_an_index(call: Call) -> None:
    for number in range(300):
        make(call, Customer, id=None, email=f"c{number}@many.example", name=f"Person {number}")
    store = call.session.store
    asked = where(call, Customer, "email~'C77@MANY' AND name~'son'")
    assert [one.name for one in store.select(Customer, asked)] == ["Person 77"]
    assert len(json.loads(asked["rid"].values[0])) == 1
    make(call, Customer, id=None, email="C77@many.example", name="Personal")
    asked = where(call, Customer, "email~'C77@MANY' AND name~'son'")
    assert [one.name for one in store.select(Customer, asked)] == ["Person 77", "Personal"]
    either = where(call, Customer, "email~'c78@many' OR name~'Personal'")
    assert [one.name for one in store.select(Customer, either)] == ["Person 78", "Personal"]
