"""Amounts, fees and the ledger; https://docs.stripe.com/api/balance_transactions."""
