"""The one kind of the conformance fixtures; https://github.com/modelcontextprotocol/conformance."""

from clonery.server.state.record import Record


class User(Record, kind="user", unique=["login"]):
    id: int
    login: str
