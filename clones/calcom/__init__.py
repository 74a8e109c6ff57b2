"""Cal.com's API, version 2; https://cal.com/docs/api-reference/v2."""

from clonery.server.clone import Clone

from .dialect import CalCom

clone = Clone(
    name="calcom",
    title="Cal.com",
    dialect=CalCom(),
    hosts=("api.cal.com",),
    env={"CAL_API_BASE_URL": "{rest}", "CAL_API_KEY": "{token}"},
)
