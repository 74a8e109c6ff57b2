"""Apify's API, version 2; https://docs.apify.com/api/v2."""

from clonery.server.clone import Clone

from .dialect import Apify

clone = Clone(
    name="apify",
    title="Apify",
    dialect=Apify(),
    hosts=("api.apify.com",),
    env={"APIFY_API_BASE_URL": "{rest}", "APIFY_TOKEN": "{token}"},
)
