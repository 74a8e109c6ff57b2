"""How subscriptions are billed: periods, prices, prorations, invoices, payments; https://docs.stripe.com/billing."""
