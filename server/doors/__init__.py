"""The ways in: REST, RPC, GraphQL, MCP and control."""
