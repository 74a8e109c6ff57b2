"""GitHub's REST API, MCP tools and webhooks; https://docs.github.com/rest."""

from clonery.server.clone import Clone

from .dialect import GitHub

clone = Clone(
    name="github",
    title="GitHub",
    dialect=GitHub(),
    consent=True,
    hosts=("api.github.com", "uploads.github.com", "github.com"),
    env={
        "GITHUB_API_URL": "{rest}",
        "GITHUB_GRAPHQL_URL": "{rest}/graphql",
        "GITHUB_SERVER_URL": "{rest}",
        "GITHUB_TOKEN": "{token}",
    },
    prefixes=("/api/v3", "/api/uploads", "/api"),
    graphql="/graphql",
)
