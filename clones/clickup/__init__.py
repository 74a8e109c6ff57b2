"""ClickUp's API, versions 2 and 3; https://developer.clickup.com/reference."""

from clonery.server.clone import Clone

from .dialect import ClickUp

clone = Clone(
    name="clickup",
    title="ClickUp",
    dialect=ClickUp(),
    hosts=("api.clickup.com", "app.clickup.com"),
    env={"CLICKUP_API_URL": "{rest}", "CLICKUP_API_TOKEN": "{token}"},
)
