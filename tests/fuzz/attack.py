"""schemathesis against one clone in this process: data that fits the description, and data that does not."""

import time
from typing import Any
from urllib.parse import urlsplit

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from tests.conformance.ground import Ground
from tests.fuzz.described import described

from clonery.server import perform
from clonery.server.operation import REFUSED, Operation
from clonery.server.problems import Problem
from clonery.server.request import Request

MODES = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)
QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large, HealthCheck.large_base_example]


class Attack:
    """Calls operations of one clone with what schemathesis makes; `failed` tells of every answer above 499."""

    def __init__(self, name: str) -> None:
        self.ground = Ground(name)
        self.failed: dict[str, str] = {}
        self.calls = self.operations = 0

    def run(self, step: int, examples: int, seconds: float) -> None:
        """Each `step`th operation with so many examples a mode, until the time is over."""
        deadline = time.monotonic() + seconds
        for operation in list(self.ground.clone.operations.values())[::step]:
            if time.monotonic() > deadline:
                return
            if "http" in operation.entry and operation.fidelity != REFUSED:
                self.operations += 1
                self._attack(operation, examples)
                self.ground.renew()

    def _attack(self, operation: Operation, examples: int) -> None:
        schema = schemathesis.openapi.from_dict(described(self.ground.clone, operation))
        http = operation.entry["http"]
        target = schema[http["path"]][http["method"]]
        for mode in MODES:
            for known in ({}, self._known(operation)):
                try:
                    self._examples(target.as_strategy(generation_mode=mode, **known), operation, examples)
                except (Unsatisfiable, schemathesis.errors.SchemathesisError):
                    continue  # nothing can be made, or nothing that does not fit

    def _known(self, operation: Operation) -> dict[str, Any]:
        """Names of things that are there, so that bodies get past the path."""
        try:
            above, item = self.ground.prepared(operation, operation.entry["effect"])
        except (Problem, KeyError):
            return {}
        made = self.ground.arguments(operation, above, item)
        path = {each.wire: made[each.name] for each in operation.at("path") if each.name in made}
        return {"path_parameters": path} if path else {}

    def _examples(self, strategy: Any, operation: Operation, examples: int) -> None:
        @settings(
            max_examples=examples, derandomize=True, database=None, deadline=None, suppress_health_check=QUIET,
            phases=[Phase.generate],
        )  # fmt: skip
        @given(case=strategy)
        def attempt(case: Any) -> None:
            self._send(operation, case)

        attempt()

    def _send(self, operation: Operation, case: Any) -> None:
        ground = self.ground
        sent = case.as_transport_kwargs(base_url="http://farm")
        prepared = requests.Request(
            sent["method"], sent["url"], headers=sent.get("headers"), params=sent.get("params"), json=sent.get("json"),
            data=sent.get("data"), files=sent.get("files"), cookies=sent.get("cookies"),
        ).prepare()  # fmt: skip
        url = urlsplit(str(prepared.url))
        body = prepared.body.encode() if isinstance(prepared.body, str) else prepared.body or b""
        headers = {name.lower(): str(value) for name, value in prepared.headers.items()}
        headers |= {name.lower(): value for name, value in ground.clone.dialect.present(ground.token).items()}
        request = Request(str(prepared.method), url.path, url.query, headers, body, "http://farm/x", "http://farm")
        self.calls += 1
        try:
            status = perform.rest(ground.farm, ground.session, ground.clone, request).status
        except Exception as error:
            self.failed.setdefault(operation.name, f"{type(error).__name__}: {error} for {request}"[:600])
        else:
            if status >= 500:
                self.failed.setdefault(operation.name, f"{status} for {request}"[:600])
