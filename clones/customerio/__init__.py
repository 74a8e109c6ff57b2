"""Customer.io's Track, App and Pipelines APIs; https://docs.customer.io/integrations/api."""

from clonery.server.clone import Clone

from .dialect import CustomerIO

clone = Clone(
    name="customerio",
    title="Customer.io",
    dialect=CustomerIO(),
    hosts=(
        "track.customer.io", "track-eu.customer.io", "api.customer.io", "api-eu.customer.io", "cdp.customer.io",
        "cdp-eu.customer.io",
    ),
    env={
        "CUSTOMERIO_TRACK_URL": "{rest}", "CUSTOMERIO_APP_URL": "{rest}", "CUSTOMERIO_SITE_ID": "{site_id}",
        "CUSTOMERIO_API_KEY": "{api_key}", "CUSTOMERIO_APP_KEY": "{token}",
    },
)  # fmt: skip
