"""The kinds that are stored; https://docs.stripe.com/api."""
