"""Google Workspace's REST APIs; https://developers.google.com/workspace."""

from clonery.server.clone import Clone

from .dialect import GoogleWorkspace

clone = Clone(
    name="google-workspace",
    title="Google Workspace",
    dialect=GoogleWorkspace(),
    consent=True,
    hosts=("*.googleapis.com", "accounts.google.com"),
    env={
        "GOOGLE_API_ROOT": "{rest}",
        "GOOGLE_DISCOVERY_URL": "{rest}/discovery/v1/apis/{api}/{apiVersion}/rest",
        "GOOGLE_ACCESS_TOKEN": "{token}",
    },
)
