"""Webflow's Data API; https://developers.webflow.com/data/reference."""

from clonery.server.clone import Clone

from .dialect import Webflow

clone = Clone(
    name="webflow",
    title="Webflow",
    dialect=Webflow(),
    hosts=("api.webflow.com", "api-cdn.webflow.com", "webflow.com"),
    env={"WEBFLOW_BASE_URL": "{rest}", "WEBFLOW_API_TOKEN": "{token}"},
)
