"""The operations, one file for each heading of the reference; https://docs.stripe.com/api."""
