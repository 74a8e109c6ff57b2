"""Stripe's JavaScript client, from npm: a shop's day against the same server, and a signature that it believes."""

from typing import Any
from urllib.parse import urlsplit

from tests.node import javascript

from .conftest import KEY

SCRIPT = """
import Stripe from 'stripe';
const { HOST, PORT, BASE, KEY } = process.env;
// The session stands in the path, which the client has no setting for.
const http = Stripe.createNodeHttpClient();
const below = { getClientName: () => 'below', makeRequest: (host, port, path, ...rest) =>
  http.makeRequest(host, port, BASE + path, ...rest) };
const stripe = new Stripe(KEY, { host: HOST, port: PORT, protocol: 'http', httpClient: below, maxNetworkRetries: 0 });
const seen = {};
const customer = await stripe.customers.create({ name: 'Ann', metadata: { tier: 'gold' } });
const method = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
const never = { enabled: true, allow_redirects: 'never' };
const intent = await stripe.paymentIntents.create({ amount: 2500, currency: 'usd', customer: customer.id,
  payment_method: method.id, confirm: true, automatic_payment_methods: never,
  expand: ['latest_charge.balance_transaction'] });
seen.paid = [intent.status, intent.latest_charge.balance_transaction.net];
try {
  await stripe.paymentIntents.create({ amount: 900, currency: 'usd', payment_method: 'pm_card_chargeDeclined',
                                      confirm: true,
    automatic_payment_methods: never });
} catch (error) { seen.declined = [error.type, error.code, error.decline_code, error.payment_intent.status]; }
try { await stripe.customers.retrieve('cus_none'); } catch (error) { seen.missing = [error.statusCode, error.code]; }
const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 500 }, { idempotencyKey: 'refund-1' });
const again = await stripe.refunds.create({ payment_intent: intent.id, amount: 500 }, { idempotencyKey: 'refund-1' });
seen.refund = [refund.id === again.id, (await stripe.charges.retrieve(intent.latest_charge.id)).amount_refunded];
for (let number = 0; number < 5; number++) await stripe.products.create({ name: `Mug ${number}`,
                                                                         metadata: { batch: '7' } });
seen.products = [];
for await (const product of stripe.products.list({ limit: 2 })) seen.products.push(product.name);
const found = await stripe.products.search({ query: "metadata['batch']:'7'", limit: 3 });
seen.found = [found.data.length, found.has_more];
const price = await stripe.prices.create({ currency: 'usd', unit_amount: 700, product_data: { name: 'Cup' } });
const session = await stripe.checkout.sessions.create({ mode: 'payment', success_url: 'https://acme.example',
  line_items: [{ price: price.id, quantity: 3 }] });
seen.session = [session.status, session.amount_total];
const hook = await stripe.webhookEndpoints.create({ url: 'http://127.0.0.1:9/', enabled_events: ['*'] });
const payload = '{"id":"evt_1","object":"event"}';
const header = stripe.webhooks.generateTestHeaderString({ payload, secret: hook.secret });
seen.event = stripe.webhooks.constructEvent(payload, header, hook.secret).id;
console.log(JSON.stringify(seen));
"""


def test_a_day_with_the_javascript_client(base: str, api: Any) -> None:
    at = urlsplit(base)
    seen = javascript(SCRIPT, "stripe", HOST=str(at.hostname), PORT=str(at.port), BASE=at.path, KEY=KEY)
    assert seen["paid"] == ["succeeded", 2500 - 103]
    assert seen["declined"] == ["StripeCardError", "card_declined", "generic_decline", "requires_payment_method"]
    assert (seen["missing"], seen["refund"]) == ([404, "resource_missing"], [True, 500])
    assert seen["products"] == [f"Mug {number}" for number in reversed(range(5))] + ["Pro shop", "Starter shop"]
    assert (seen["found"], seen["session"], seen["event"]) == ([3, True], ["open", 2100], "evt_1")
    assert api.customers.search({"query": "metadata['tier']:'gold'"}).data[0].name == "Ann"
