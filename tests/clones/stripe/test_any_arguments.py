"""Whatever arguments fit an operation's schema, it answers or refuses; it never fails, and answers keep their own."""

from random import Random
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from clonery.server import perform
from clonery.server.farm import Farm
from clonery.server.operation import Operation, absolute
from clonery.server.request import Request
from clonery.server.settings import Settings
from clonery.server.state.session import Session

from .conftest import KEY, Checked

NUMBERS = (0, 1, 5, 100, 5000, -3, 1_767_603_600, 10**9)
WORDS = ("x", "usd", "eur", "", "cus_Acme0000000001", "price_AcmeStarterMonthly0001", "prod_AcmeStarter01",
         "pm_card_visa",
         "tok_visa", "https://acme.example", "card")  # fmt: skip
NAMED = (
    "payment_intent",
    "charge",
    "customer",
    "payment_method",
    "price",
    "product",
    "coupon",
    "subscription",
    "invoice",
)
"""Arguments that name a kind as it is called."""


class Caller:
    """Calls operations of a session with arguments that their schemas allow, drawn by chance."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.farm = Farm(Settings(clones=("stripe",)))
        self.clone = self.farm.clone("stripe")
        self.checked = Checked(self.farm)
        self.session: Session
        self.statuses: dict[int, int] = {}

    def begin(self, seed: str) -> None:
        self.session = self.farm.create(clock="2026-01-05T09:00:00Z", seeds={"stripe": seed})

    def sample(self, schema: dict[str, Any], depth: int = 0) -> Any:
        """A value that the schema takes, not a sensible one."""
        pick = self.chance.choice
        if "anyOf" in schema and depth < 6:
            return self.sample(pick(schema["anyOf"]), depth + 1)
        if "enum" in schema:
            return pick(schema["enum"])
        kind = schema.get("type")
        kind = pick(kind) if isinstance(kind, list) else kind
        if kind == "array":
            return (
                [self.sample(schema.get("items", {}), depth + 1) for _ in range(pick((0, 1, 2)))] if depth < 6 else []
            )
        if kind == "object":
            more, needed = schema.get("additionalProperties"), schema.get("required", ())
            if isinstance(more, dict):
                return {"a": self.sample(more, depth + 1)}
            fields = schema.get("properties", {}).items()
            return {name: self.sample(below, depth + 1) for name, below in fields
                    if name in needed or (depth < 6 and self.chance.random() < 0.4)}  # fmt: skip
        plain = {"integer": NUMBERS, "number": (0, 1.5, 10), "boolean": (True, False)}
        return pick(plain.get(str(kind), WORDS))

    def id(self, kind: str) -> str:
        """The id of an object of that kind, if there is one."""
        found = [one.id for one in self.session.store.select(self.clone.kind(kind), limit=20)] if kind else []
        return str(self.chance.choice(found or ["x"]))

    def call(self, operation: Operation) -> None:
        effect, schema = operation.entry.get("effect", {}), operation.entry["inputSchema"]
        kinds = {name: above["kind"] for above in effect.get("parents", ()) for name in above.get("params", ())}
        kinds |= dict.fromkeys(effect.get("identity", ()), effect.get("kind"))
        given: dict[str, Any] = {}
        for one in operation.arguments.values():
            if one.place == "path":
                given[one.name] = self.id(kinds.get(one.name, ""))
            elif not one.whole and one.name != "expand" and (one.name in schema.get("required", ()) or
                                                             self.chance.random() < 0.35):  # fmt: skip
                known = one.name in NAMED and self.chance.random() < 0.7
                given[one.name] = self.id(one.name) if known else self.sample(one.schema)
        request = Request(operation.method, "/v1", base="http://test/stripe", door="mcp")
        request.credential = self.session.opened.credentials.get("stripe", KEY)
        answer = perform.operation(self.farm, self.session, self.clone, request, operation.name, given)
        self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
        if answer.status == 200 and answer.json and answer.body:
            schema = absolute(operation.entry["results"]["200"])
            flaw = next(Draft202012Validator(schema, registry=self.checked._schemas).iter_errors(answer.data), None)
            assert flaw is None, (
                f"{operation.name}{given}: {'/'.join(map(str, flaw.absolute_path))}: {flaw.message[:300]}"
            )


def walk(seed: int, rounds: int, share: float) -> dict[int, int]:
    """Calls of a share of all written operations, in every order; how often each status came."""
    caller = Caller(seed)
    operations = [one for one in caller.clone.operations.values() if one.function and "/v" in one.entry["http"]["path"]]
    for _ in range(rounds):
        caller.begin(caller.chance.choice(("small-business", "checkout-flow", "disputes", "small-project")))
        for operation in caller.chance.sample(operations, int(len(operations) * share)):
            caller.call(operation)
        caller.session.close()
    return caller.statuses


def test_a_share_of_all_operations_answers_or_refuses() -> None:
    statuses = walk(seed=1, rounds=1, share=0.6)
    assert set(statuses) <= {200, 400, 402, 403, 404, 413}
    assert statuses[200] > 20


@pytest.mark.all
@pytest.mark.parametrize("seed", range(2, 12))
def test_all_operations_answer_or_refuse(seed: int) -> None:
    assert set(walk(seed, rounds=3, share=1.0)) <= {200, 400, 402, 403, 404, 413}
