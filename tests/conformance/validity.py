"""Validates values against a clone's published schemas, each compiled when a value first needs it."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import orjson

from clonery.server.clone import Clone

_REFERENCE = b'"$ref":"schemas.json#/'


class Validity:
    """The schemas of one clone. Schemas that name each other in circles would take for ever to compile as one."""

    def __init__(self, clone: Clone) -> None:
        self.clone = clone
        self._named: dict[str, Any] = {}
        self._others: dict[bytes, Any] = {}
        made = self

        class Named:
            """The keyword that stands for a reference."""

            def __init__(self, parent: dict[str, Any], value: Any, path: list[str]) -> None:
                self.name = value

            def validate(self, instance: Any) -> None:
                wrong = made.named(self.name, instance)
                if wrong:
                    raise ValueError(wrong)

        self._keyword = Named

    def wrong(self, schema: Any, value: Any) -> str:
        """What of the value the schema does not take; "" for a good one."""
        text = orjson.dumps(schema)
        if text not in self._others:
            self._others[text] = self._compiled(schema)
        return self._first(self._others[text], value)

    def named(self, name: str, value: Any) -> str:
        """As `wrong`, for a schema of that name."""
        if name not in self._named:
            self._named[name] = self._compiled(self.clone.specs.schema(name))
        return self._first(self._named[name], value)

    def _compiled(self, schema: Any) -> Any:
        text = orjson.dumps(schema).replace(_REFERENCE, b'"x-reference":"')
        return jsonschema_rs.Draft202012Validator(orjson.loads(text), keywords={"x-reference": self._keyword})

    def _first(self, validator: Any, value: Any) -> str:
        if validator.is_valid(value):
            return ""
        error = next(iter(validator.iter_errors(value)))
        place = "".join(f"/{part}" for part in error.instance_path)
        return f"{place}: {error.message}" if error.message[:1] != "/" else f"{place}{error.message}"
