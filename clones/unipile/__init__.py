"""Unipile's API, versions 1 and 2; https://developer.unipile.com/reference."""

from clonery.server.clone import Clone

from .dialect import Unipile

clone = Clone(
    name="unipile",
    title="Unipile",
    dialect=Unipile(),
    hosts=("api.unipile.com", "*.unipile.com"),
    env={"UNIPILE_DSN": "{rest}", "UNIPILE_BASE_URL": "{rest}/api/v1", "UNIPILE_API_KEY": "{token}"},
)
