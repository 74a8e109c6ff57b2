"""Linear's GraphQL API; https://linear.app/developers/graphql."""

from clonery.server.clone import Clone

from .dialect import Linear

clone = Clone(
    name="linear",
    title="Linear",
    dialect=Linear(),
    consent=True,
    hosts=("api.linear.app", "mcp.linear.app", "linear.app"),
    graphql="/graphql",
    env={"LINEAR_API_URL": "{rest}/graphql", "LINEAR_API_KEY": "{token}"},
)
