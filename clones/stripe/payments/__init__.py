"""How payments are made, refused and given back; https://docs.stripe.com/payments."""
