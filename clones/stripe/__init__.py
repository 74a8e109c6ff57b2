"""Stripe's REST API; https://docs.stripe.com/api."""

from clonery.server.clone import Clone

from .dialect import Stripe

clone = Clone(
    name="stripe",
    title="Stripe",
    dialect=Stripe(),
    hosts=("api.stripe.com", "files.stripe.com", "connect.stripe.com", "meter-events.stripe.com"),
    default_seed="small-business",
    env={
        "STRIPE_API_BASE": "{rest}",
        "STRIPE_API_KEY": "{token}",
        "STRIPE_WEBHOOK_SECRET": "{webhook_secret}",
    },
)
