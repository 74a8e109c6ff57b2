"""The tools of GitHub's own MCP server that are more than one operation; https://github.com/github/github-mcp-server."""
