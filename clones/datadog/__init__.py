"""Datadog's REST API; https://docs.datadoghq.com/api/latest."""

from clonery.server.clone import Clone

from .dialect import Datadog

clone = Clone(
    name="datadog",
    title="Datadog",
    dialect=Datadog(),
    hosts=(
        "api.datadoghq.com", "app.datadoghq.com", "*.datadoghq.com", "*.datadoghq.eu", "*.ddog-gov.com",
    ),
    env={"DD_HOST_URL": "{rest}", "DD_API_KEY": "{api_key}", "DD_APP_KEY": "{token}"},
)  # fmt: skip
