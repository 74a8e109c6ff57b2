"""The fixtures of MCP's conformance suite, served only when named; https://github.com/modelcontextprotocol/conformance."""

from clonery.server.clone import Clone
from clonery.server.dialect import Dialect

clone = Clone(name="conformance", title="MCP conformance", dialect=Dialect())
