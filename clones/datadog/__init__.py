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
    snippets={  # both keys travel in headers of their own
        "curl": "curl -H 'DD-API-KEY: {api_key}' -H 'DD-APPLICATION-KEY: {token}' {rest}/api/v1/monitor\n",
        "python": "import httpx\n\n"
        'keys = {"DD-API-KEY": "{api_key}", "DD-APPLICATION-KEY": "{token}"}\n'
        'client = httpx.Client(base_url="{rest}", headers=keys)\n',
        "javascript": 'const keys = { "DD-API-KEY": "{api_key}", "DD-APPLICATION-KEY": "{token}" };\n'
        "const call = (path, options = {}) =>\n"
        '  fetch("{rest}" + path, { ...options, headers: { ...keys, ...options.headers } });\n',
    },
)  # fmt: skip
