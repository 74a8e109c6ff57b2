"""OwnerRez's API, version 2; https://www.ownerrez.com/support/articles/api-overview."""

from clonery.server.clone import Clone

from .dialect import OwnerRez

clone = Clone(
    name="ownerrez",
    title="OwnerRez",
    dialect=OwnerRez(),
    hosts=("api.ownerrez.com", "app.ownerrez.com", "api.ownerreservations.com"),
    env={"OWNERREZ_BASE_URL": "{rest}/v2", "OWNERREZ_EMAIL": "{email}", "OWNERREZ_TOKEN": "{token}"},
)
