"""The tools of Linear's own MCP server, under their new and old names; https://linear.app/docs/mcp."""
