"""Hosted pages: what they offer, what becomes of them, how they look; https://docs.stripe.com/payments/checkout."""
