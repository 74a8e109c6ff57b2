"""The MCP door, on the official SDK: imported by the first MCP call, so that a farm without one never loads the SDK."""
