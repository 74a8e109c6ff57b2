"""Sentry's REST API; https://docs.sentry.io/api."""

from clonery.server.clone import Clone

from .dialect import Sentry

clone = Clone(
    name="sentry",
    title="Sentry",
    dialect=Sentry(),
    hosts=("sentry.io", "*.sentry.io"),
    env={
        "SENTRY_URL": "{rest}",
        "SENTRY_AUTH_TOKEN": "{token}",
        "SENTRY_DSN": "{scheme}://{public_key}@{address}/{project_id}",
    },
)
