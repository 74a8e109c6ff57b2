"""The toy's kinds; https://example.com/toy."""

from clonery.server.state.record import Record


class User(Record, kind="user", unique=["login"]):
    id: int
    login: str


class Box(Record, kind="box", unique=["name nocase"]):
    id: int
    name: str


class Widget(
    Record, kind="widget", parent="box", unique=["box number"], text=["name"],
    indexes=["box state created_at", "box tags[]"],
):  # fmt: skip
    id: int
    box: int
    number: int
    name: str
    state: str = "open"
    tags: list[str]
    owner: int | None = None
    created_at: str
