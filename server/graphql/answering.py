"""One document answered: each root field an operation of its own, their answers and errors put together."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

import orjson
from graphql import GraphQLError, execute, get_location
from graphql.language import DocumentNode, OperationDefinitionNode, OperationType, SelectionSetNode

from .. import calls, perform
from ..problems import Problem
from ..request import Answer, Request
from .complexity import complexity
from .documents import Operation, Refusal, Root, document
from .graph import api
from .run import FAILED, Run
from .schema import Api

if TYPE_CHECKING:
    from ..call import Call
    from ..clone import Clone
    from ..farm import Farm
    from ..state.session import Session

_QUOTED = re.compile(r"'([^']*)'")
"""Names in GraphQL's own messages: clients match on them as JavaScript writes them."""
_WORDED = (
    (re.compile(r'Variable "(\$\w+)" has invalid value: Expected a value of non-null type "(\S+)" to be provided\.'),
     r'Variable "\1" of required type "\2" was not provided.'),
    (re.compile(r'Variable "(\$\w+)" has invalid value: Expected value of non-null type "(\S+)" not to be None\.'),
     r'Variable "\1" of non-null type "\2" must not be null.'),
    (re.compile(r'Expected value of non-null type "(\S+)" not to be None\.'),
     r'Expected value of type "\1", found null.'),
)  # fmt: skip
"""Messages about values that are missing, as JavaScript writes them."""
_INTROSPECTION, _DRIFT = "introspection", "drift"
_FIDELITY = "X-Clonery-Fidelity"


class Asking:
    """One request with one document."""

    def __init__(self, farm: Farm, session: Session, clone: Clone, request: Request, given: dict[str, Any]) -> None:
        self.farm, self.session, self.clone, self.request, self.given = farm, session, clone, request, given
        self.data: dict[str, Any] = {}
        self.errors: list[dict[str, Any]] = []
        self.generic: list[str] = []
        self.fields: set[str] = set()
        self.drift: list[str] = []
        self.headers: dict[str, str] = {}
        self.status = 200
        self.delay_ms, self.transport, self.cost = 0, "", 0.0

    def answer(self) -> Answer:
        """The whole answer."""
        try:
            operation, values = self._operation()
            return self._run(operation, values)
        except Refusal as refusal:
            return self._refused(refusal)

    def _operation(self) -> tuple[Operation, Any]:
        text, name, given = self.given.get("query"), self.given.get("operationName"), self.given.get("variables")
        if not isinstance(text, str) or not text:
            persisted = isinstance(self.given.get("extensions"), dict) and "persistedQuery" in self.given["extensions"]
            said = "PersistedQueryNotSupported" if persisted else "Must provide query string."
            raise Refusal([GraphQLError(said)], "persisted" if persisted else "query")
        made = api(self.clone)
        whole = document(made, text, self.farm.settings.unknown_fields)
        operation = whole.operation(name if isinstance(name, str) and name else None)
        if whole.drift:
            self._drifted(whole.drift)
        if operation.kind == "subscription":
            raise Refusal(
                [GraphQLError("Subscriptions are answered over a socket, which this door has none of.")], "operation"
            )
        if operation.kind == "mutation" and self.request.method == "GET":
            raise Refusal([GraphQLError("Can only perform a mutation operation from a POST request.")], "method")
        values = operation.variables(given if isinstance(given, dict) else {})
        limit = made.graph.complexity
        if limit:
            self.cost = complexity(operation, Run(values).given, self.clone.dialect.page_size)
        if self.cost > limit:
            said = f"Query too complex: {self.cost:.0f}, at most {limit} is allowed."
            raise Refusal([GraphQLError(said)], "complexity")
        return operation, values

    def _run(self, operation: Operation, values: Any) -> Answer:
        whole = False
        for root in operation.roots:
            run = Run(values)
            if not root.there(run):
                continue
            if root.name not in operation.type.fields and not root.name.startswith("__"):
                self.data[root.key] = None
                continue
            if root.name.startswith("__"):
                self._introspect(operation, root, values)
                continue
            answer = self._root(operation, root, run)
            if answer is not None:
                return answer
            whole = whole or (root.key not in self.data)
            if whole and operation.kind == "mutation":
                break
        if not whole:
            self.status = 200
        body: dict[str, Any] = {"data": None if whole else self.data}
        if self.errors:
            body = {"errors": self.errors, **body}
        told = {"generic": sorted({*self.generic, *self.fields}), "drift": self.drift}
        if any(told.values()):
            body["extensions"] = {"clonery": {name: found for name, found in told.items() if found}}
        if self.generic:
            self.headers[_FIDELITY] = "generic"
        if name := api(self.clone).graph.cost_header:
            self.headers[name] = str(max(round(self.cost), 1))
        return Answer(
            self.status,
            orjson.dumps(body),
            list(self.headers.items()),
            delay_ms=self.delay_ms,
            transport=self.transport,
        )

    def _root(self, operation: Operation, root: Root, run: Run) -> Answer | None:
        """Perform one root field; an Answer ends the whole request. A failed value that can't be null is left out."""
        made = operation.api.operation(operation.kind, root.name)
        shown: list[Any] = []

        def select(call: Call, result: Any) -> Any:
            run.call = call
            shown.append(root.shown(run, result))
            return None if shown[0] is FAILED else shown[0]

        try:
            given = root.arguments(run)
        except GraphQLError as error:
            raise Refusal([error], "variables") from None
        if made is None:
            answer = self._unheard(root, select)
        else:
            answer = perform.field(self.farm, self.session, self.clone, self.request, made, given, select)
        if answer.problem is None and not shown:
            return answer
        self.fields |= run.generic
        self.delay_ms, self.transport = self.delay_ms + answer.delay_ms, answer.transport or self.transport
        self.headers |= {key: value for key, value in answer.headers if key != _FIDELITY}
        if (_FIDELITY, "generic") in answer.headers:
            self.generic.append(root.name)
        if answer.problem is not None:
            self._fail(root, (root.key,), answer.data)
            self.status = answer.status
        for path, problem in run.problems:
            self._fail(root, path, self.clone.dialect.failure(run.call, problem)[1])  # type: ignore[index] # nested ones never end all
        if answer.problem is None and shown[0] is not FAILED:
            self.data[root.key] = orjson.Fragment(answer.body)
        elif root.nullable:
            self.data[root.key] = None
        return None

    def _unheard(self, root: Root, select: Any) -> Answer:
        """The smallest answer, for a root field that no operation stands for."""
        call = perform.start(self.farm, self.session, self.clone, self.request)
        call.fidelity, began = "generic", time.perf_counter()
        answer = Answer(200, orjson.dumps(select(call, None)), [(_FIDELITY, "generic")])
        calls.write_alone(call, root.name, answer, None, began)
        return answer

    def _fail(self, root: Root, path: tuple[str | int, ...], entry: dict[str, Any]) -> None:
        node = root.group[0].node
        made = {"message": entry["message"], "path": list(path)}
        if node.loc:
            at = get_location(node.loc.source, node.loc.start)
            made["locations"] = [{"line": at.line, "column": at.column}]
        self.errors.append({**made, **entry})

    def _introspect(self, operation: Operation, root: Root, values: Any) -> None:
        if root.name == "__typename":
            self.data[root.key] = operation.type.name
            return
        made: Api = operation.api
        nodes = tuple(part.node for part in root.group)
        key = (orjson.dumps([node.to_dict() for node in nodes]), repr(getattr(values, "coerced", values)))
        if key not in made.introspected:
            node = OperationDefinitionNode(
                operation=OperationType.QUERY, selection_set=SelectionSetNode(selections=nodes), directives=(),
                variable_definitions=operation.node.variable_definitions,
            )  # fmt: skip
            whole = DocumentNode(definitions=(node, *operation.fragments.values()))
            done: Any = execute(made.schema, whole, variable_values=self.given.get("variables") or {})
            made.introspected[key] = orjson.Fragment(orjson.dumps((done.data or {}).get(root.key)))
        self.data[root.key] = made.introspected[key]
        began, call = time.perf_counter(), perform.start(self.farm, self.session, self.clone, self.request)
        calls.write_alone(call, _INTROSPECTION, Answer(200), None, began)

    def _drifted(self, fields: list[str]) -> None:
        """Tell, and log, the fields that the schema lacks."""
        self.drift, began = fields, time.perf_counter()
        call = perform.start(self.farm, self.session, self.clone, self.request)
        calls.write_alone(call, _DRIFT, Answer(200), None, began, f"the schema lacks {', '.join(fields)}")

    def _refused(self, refusal: Refusal) -> Answer:
        """The answer to a document that nothing can be made of, in the vendor's words; it is logged as one call."""
        began, call = time.perf_counter(), perform.start(self.farm, self.session, self.clone, self.request)
        status, extensions = self.clone.dialect.document_refusal(refusal.code)
        errors = []
        for error in refusal.errors:
            made = error.formatted
            made["message"] = _said(made["message"])
            whole = {**made, "extensions": {**extensions, **made.get("extensions", {})}}
            errors.append(self.clone.dialect.document_error(whole))
        answer = Answer(status, orjson.dumps({"errors": errors}))
        answer.headers = list(self.clone.dialect.headers(call, status))
        calls.write_alone(call, "", answer, None, began)
        return answer


def _said(message: str) -> str:
    message = _QUOTED.sub(r'"\1"', message)
    for python, javascript in _WORDED:
        message = python.sub(javascript, message)
    return message


def crashed(asking: Asking) -> Answer:
    """Our own mistake, as the vendor words one of its own."""
    call = perform.start(asking.farm, asking.session, asking.clone, asking.request)
    return perform.refuse(call, Problem("the clone failed: see the farm's log", status=500))
