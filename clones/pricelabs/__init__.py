"""PriceLabs' Customer API; https://developers.pricelabs.co."""

from clonery.server.clone import Clone

from .dialect import PriceLabs

clone = Clone(
    name="pricelabs",
    title="PriceLabs",
    dialect=PriceLabs(),
    hosts=("api.pricelabs.co",),
    env={"PRICELABS_BASE_URL": "{rest}", "PRICELABS_API_KEY": "{token}"},
)
