"""The vendor's own JavaScript client bills a subscription month after month on a test clock."""

from typing import Any
from urllib.parse import urlsplit

from tests.clones.stripe.business import agree
from tests.clones.stripe.conftest import KEY
from tests.node import javascript

SCRIPT = """
import Stripe from "stripe";
const { HOST, PORT, BASE, KEY } = process.env;
const http = Stripe.createNodeHttpClient();
const below = { getClientName: () => "below", makeRequest: (host, port, path, ...rest) =>
  http.makeRequest(host, port, BASE + path, ...rest) };
const stripe = new Stripe(KEY, { host: HOST, port: PORT, protocol: "http", httpClient: below, maxNetworkRetries: 0 });
const START = Date.UTC(2026, 0, 1) / 1000, day = (month, day) => Date.UTC(2026, month, day) / 1000;
const clock = await stripe.testHelpers.testClocks.create({frozen_time: START});
const customer = await stripe.customers.create({name: "Ana", test_clock: clock.id});
const card = await stripe.paymentMethods.attach("pm_card_visa", {customer: customer.id});
await stripe.customers.update(customer.id, {invoice_settings: {default_payment_method: card.id}});
const sell = async (amount) => (await stripe.prices.create({currency: "usd", unit_amount: amount,
  recurring: {interval: "month"}, product_data: {name: "Pro"}})).id;
const made = await stripe.subscriptions.create({customer: customer.id, items: [{price: await sell(1000)}]});
for (const to of [day(1, 28), day(3, 27)]) {
  await stripe.testHelpers.testClocks.advance(clock.id, {frozen_time: to});
  while ((await stripe.testHelpers.testClocks.retrieve(clock.id)).status !== "ready");
}
const items = [{id: made.items.data[0].id, price: await sell(3000), quantity: 2}];
const change = {items, proration_behavior: "always_invoice"};
const seen = await stripe.invoices.createPreview({subscription: made.id, subscription_details: change});
const changed = await stripe.subscriptions.update(made.id, {...change, expand: ["latest_invoice"]});
const paid = changed.latest_invoice.amount_paid, all = [];
const invoices = stripe.invoices.list({subscription: made.id, limit: 2});
for await (const invoice of invoices) all.push([invoice.status, invoice.total]);
const over = await stripe.subscriptions.cancel(made.id);
const told = {customer: customer.id, status: made.status, seen: seen.total, paid, all, over: over.status};
console.log(JSON.stringify(told));
"""


def test_a_subscription_in_javascript(api: Any, base: str) -> None:
    at = urlsplit(base)
    told = javascript(SCRIPT, "stripe", HOST=str(at.hostname), PORT=str(at.port), BASE=at.path, KEY=KEY)
    assert (told["status"], told["over"]) == ("active", "canceled")
    assert told["paid"] == told["seen"]
    assert told["all"] == [["paid", told["paid"]], *[["paid", 1000]] * 4]
    agree(api, told["customer"])
