"""The plain dialect: bearer tokens, typed text, pages, errors."""

from clonery.server.dialect import Dialect
from clonery.server.operation import Argument
from clonery.server.request import Request


def test_the_token_is_a_bearers() -> None:
    dialect = Dialect()
    assert dialect.token(Request("GET", "/", headers={"authorization": "bearer  abc "})) == "abc"
    assert dialect.token(Request("GET", "/", headers={"authorization": "Basic abc"})) is None
    assert dialect.token(Request("GET", "/")) is None


def test_text_becomes_what_the_schema_wants_or_stays_text() -> None:
    read = lambda schema, *texts: Dialect().from_text(Argument("a", "a", "query", schema), list(texts))  # noqa: E731
    assert read({"type": "integer"}, "-12") == -12
    assert read({"type": "integer"}, "1.5") == "1.5"
    assert read({"type": "integer"}, "²") == "²"
    assert read({"type": ["number", "null"]}, "1.5") == 1.5
    assert read({"type": "boolean"}, "true") is True
    assert read({"type": "boolean"}, "maybe") == "maybe"
    assert read({"anyOf": [{"type": "string"}, {"type": "integer"}]}, "7") == 7
    assert read({"type": "array", "items": {"type": "integer"}}, "1,2") == [1, 2]
    assert read({"type": "string"}, "first", "last") == "last"


def test_a_number_beyond_what_is_kept_stays_text() -> None:
    argument = Argument("n", "n", "query", {"type": "integer"})
    assert Dialect().from_text(argument, [str(2**63 - 1)]) == 2**63 - 1
    assert Dialect().from_text(argument, [str(2**63)]) == str(2**63)
    assert Dialect().from_text(argument, ["9" * 5000]) == "9" * 5000


def test_a_number_that_is_whole_stays_whole() -> None:
    number = Argument("n", "n", "path", {"type": "number"})
    made = [Dialect().from_text(number, [text]) for text in ("10", "-3", "2.5", "x")]
    assert made == [10, -3, 2.5, "x"]
    assert [type(value) for value in made] == [int, int, float, str]
