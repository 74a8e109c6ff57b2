"""Subscriptions and invoices as they run; https://docs.stripe.com/billing."""
