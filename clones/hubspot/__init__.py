"""HubSpot's REST API; https://developers.hubspot.com/docs/api."""

from clonery.server.clone import Clone

from .dialect import HubSpot

clone = Clone(
    name="hubspot",
    title="HubSpot",
    dialect=HubSpot(),
    consent=True,
    hosts=("api.hubapi.com", "api.hubspot.com", "api.hsforms.com"),
    env={"HUBSPOT_BASE_URL": "{rest}", "BASE_URL_OVERRIDE": "{rest}", "HUBSPOT_ACCESS_TOKEN": "{token}"},
)
