"""Arguments given by hand for one operation, what happens before it, and the refusal that is right (see `load`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import orjson

from clonery.server.clone import Clone
from clonery.server.operation import Operation
from clonery.server.request import Answer
from clonery.server.state.credentials import Credential
from clonery.server.state.session import Session

EXAMPLES = Path(__file__).parent / "examples"
BEFORE, TOKEN, USER, REFUSED, WHY = "$before", "$token", "$user", "$refused", "$why"
LEFT_OUT = "$left_out"
"""As a value: an argument that is not sent, though a word could be put there."""
_NAMED = re.compile(r"\$([a-z]\w*)((?:\.\w+)+)")


class Caller(Protocol):
    """What an example is called by."""

    clone: Clone
    session: Session
    examples: dict[str, str]
    token: str
    count: int

    def call(self, operation: Operation, arguments: dict[str, Any], token: str | None = None) -> Answer: ...


def load(clone: str) -> dict[str, str]:
    """The examples of a clone as JSON texts by operation, from `examples/<clone>.json`.

    That file holds `{operation: {argument: value, …}}`: what the vendor wants though its schemas don't say so. In
    values `{n}` is another number each time, `"$left_out"` an argument that is not sent. Besides arguments:

    - `"$before": {"order": ["PostOrders", {…}]}`: calls made first, in this order; `"$order.id"` in a later value is a
      field of what the call named `order` answered (`.0` an element, `.tail` the end of an address). A call without
      arguments sends its own example, one with a third entry sends it by that token.
    - `"$token": "…"`: the seeded token to call with in place of the default one, or `"$user:<id>"`: a token of that
      person with all rights.
    - `"$refused": 403`, `"some_code"` or `[403, "some_code"]`: the refusal that the vendor gives here: the status, a
      text that stands in the answer as a value (an error code, a whole message), or both. It counts as a checked
      refusal, never as valid, and only if the body fits the vendor's error shape. Any other answer is a failure.
    - `"$why": "needs an app's own token"`: the reason; every `$refused` has one.
    """
    path = EXAMPLES / f"{clone}.json"
    given = orjson.loads(path.read_bytes()) if path.is_file() else {}
    for name, held in given.items():
        assert bool(held.get(REFUSED)) == bool(held.get(WHY)), f"{clone}: {name}: $refused and $why go together"
    return {name: orjson.dumps(held).decode() for name, held in given.items()}


@dataclass(frozen=True)
class Expected:
    """The refusal that an example expects."""

    status: int | None
    code: str | None
    why: str

    def wrong(self, answer: Answer) -> str:
        """What of the answer is not the refusal that was expected; "" for the right one."""
        if not refused(answer):
            return "answered, though its example expects a refusal"
        if self.status is not None and answer.status != self.status:
            return f"refused with {answer.status}, expected {self.status}"
        if self.code is not None and self.code not in texts(answer.data):
            return f"refused without {self.code!r}: {answer.data}"
        return ""


def refused(answer: Answer) -> bool:
    """Whether an answer is a refusal: its status says so, or the dialect did where the vendor's status doesn't."""
    return answer.refused or answer.status >= 400


def texts(value: Any) -> set[str]:
    """Every text that stands somewhere in a value."""
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
        return {text for held in inner for text in texts(held)}
    return {value} if isinstance(value, str) else set()


def expected(examples: dict[str, str], name: str) -> Expected | None:
    """The refusal that an operation's example expects, if it expects one."""
    given = orjson.loads(examples.get(name, "{}"))
    if REFUSED not in given:
        return None
    named = given[REFUSED] if isinstance(given[REFUSED], list) else [given[REFUSED]]
    status = next((part for part in named if isinstance(part, int)), None)
    return Expected(status, next((part for part in named if isinstance(part, str)), None), given[WHY])


def token(ground: Caller, name: str) -> str:
    """The token that an operation's example is called with."""
    return str(orjson.loads(ground.examples.get(name, "{}")).get(TOKEN, ground.token))


def presented(ground: Caller, token: str | None) -> str:
    """A token to call with: the default one for None, a person's own for `$user:` with the person's id."""
    word, _, id = (token or "").partition(":")
    if word != USER:
        return token or ground.token
    made = Credential(f"{ground.token}{id}", ground.clone.name, user=int(id) if id.isdecimal() else id)
    return ground.session.opened.credentials.put(made).token


def example(ground: Caller, name: str) -> dict[str, Any]:
    """An operation's example, filled with what the calls before it answered.

    Raises AssertionError where a call before it is refused: the example is wrong then."""
    ground.count += 1
    given = orjson.loads(ground.examples.get(name, "{}").replace("{n}", str(ground.count)))
    made: dict[str, Any] = {}
    for key, (called, *arguments) in given.pop(BEFORE, {}).items():
        sent = filled(arguments[0], made) if arguments else example(ground, called)
        answer = ground.call(ground.clone.operations[called], sent, arguments[1] if arguments[1:] else None)
        assert not refused(answer), f"{name}: before it, {called}({sent}) is refused: {answer.body.decode()[:300]}"
        made[key] = answer.data if answer.json else {}
    return {key: filled(value, made) for key, value in given.items() if key not in (TOKEN, REFUSED, WHY)}


def filled(value: Any, made: dict[str, Any]) -> Any:
    """`value` with `$name.field` replaced by what earlier calls answered."""
    if isinstance(value, dict):
        return {name: filled(held, made) for name, held in value.items()}
    if isinstance(value, list):
        return [filled(held, made) for held in value]
    found = _NAMED.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return value
    held = made.get(found[1])
    for field in found[2].split(".")[1:]:
        if isinstance(held, str) and field == "tail":
            held = held.rpartition("/")[2]
        elif isinstance(held, list) and field.isdecimal() and int(field) < len(held):
            held = held[int(field)]
        else:
            assert isinstance(held, dict), f"{value}: no {field}"
            assert field in held, f"{value}: no {field} in {held}"
            held = held[field]
    return held
