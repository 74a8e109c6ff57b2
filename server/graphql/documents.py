"""Documents: parsed, validated and compiled once, kept by their text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphql import (
    DocumentNode,
    FieldsOnCorrectTypeRule,
    FragmentDefinitionNode,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    parse,
    specified_rules,
    validate,
)
from graphql.execution.values import get_variable_values

from .columns import Arguments, arguments, leaves, objects
from .run import Run
from .selections import Compiler, Part, When

if TYPE_CHECKING:
    from .schema import Api

KEPT = 500
"""How many documents a clone keeps."""
TOKENS = 20_000
"""How long a document may be: what is over it is refused before anything is made of it."""
CHARACTERS = 400_000


class Refusal(Exception):
    """A document, or a choice in it, that nothing can be made of; `errors` are GraphQL's own."""

    def __init__(self, errors: list[GraphQLError], code: str) -> None:
        super().__init__(errors[0].message)
        self.errors = errors
        self.code = code


_RESULT = "result"


def _result(run: Run, parents: list[Any], docs: list[dict[str, Any]]) -> list[Any]:
    return [run.memo[_RESULT]]


class Root:
    """One root field: its key in the answer, its arguments, and the selection of what it answers."""

    __slots__ = ("arguments", "column", "group", "key", "name", "nullable", "type", "when")

    def __init__(self, compiler: Compiler, above: Any, key: str, group: list[Part]) -> None:
        node = group[0].node
        self.key, self.name, self.group = key, node.name.value, group
        self.when: tuple[When, ...] = () if any(not part.when for part in group) else tuple(p.when for p in group)
        self.nullable = True
        if self.name.startswith("__") or self.name not in above.fields:
            return
        field = above.fields[self.name]
        self.type: Any = field.type
        self.nullable = get_nullable_type(field.type) is field.type
        self.arguments: Arguments = arguments(field, node)
        named: Any = get_named_type(field.type)
        if is_leaf_type(named):
            self.column = leaves(_result, key, compiler.api.smallest(field.type))
        else:
            self.column = objects(_result, key, field.type, compiler.below(named, group))

    def shown(self, run: Run, result: Any) -> Any:
        """What was asked of the result; FAILED where something that can't be null is missing."""
        run.memo[_RESULT] = result
        return self.column(run, [{}], [{}], lambda: [[()]])[0]

    def there(self, run: Run) -> bool:
        """Whether @skip and @include let it be."""
        return not self.when or any(all(bool(run.given.get(n)) is w for n, w in when) for when in self.when)


class Operation:
    """One operation of a document."""

    def __init__(self, api: Api, node: OperationDefinitionNode, fragments: dict[str, FragmentDefinitionNode]) -> None:
        self.api, self.node, self.fragments = api, node, fragments
        self.kind = node.operation.value
        above = {
            OperationType.QUERY: api.schema.query_type, OperationType.MUTATION: api.schema.mutation_type,
            OperationType.SUBSCRIPTION: api.schema.subscription_type,
        }[node.operation]  # fmt: skip
        assert above is not None
        compiler = Compiler(api, fragments)
        groups = compiler.grouped(above, [(node.selection_set, ())])
        self.type = above
        self.roots = [Root(compiler, above, key, group) for key, group in groups.items()]

    def variables(self, given: dict[str, Any]) -> Any:
        """The coerced variables. Raises Refusal."""
        made = get_variable_values(self.api.schema, self.node.variable_definitions or (), given, max_errors=50)
        if isinstance(made, list):
            raise Refusal(made, "variables")
        return made


class Document:
    """The operations of one text."""

    def __init__(self, api: Api, node: DocumentNode, drift: list[str]) -> None:
        self.api = api
        self.drift = drift
        """Fields that are asked and that the schema lacks, as `Issue.mood`."""
        self.node = node
        self.fragments = {d.name.value: d for d in node.definitions if isinstance(d, FragmentDefinitionNode)}
        self.nodes = [d for d in node.definitions if isinstance(d, OperationDefinitionNode)]
        self._made: dict[str, Operation] = {}

    def operation(self, name: str | None) -> Operation:
        """The operation of that name, or the only one. Raises Refusal."""
        fitting = [node for node in self.nodes if name is None or (node.name and node.name.value == name)]
        if not fitting or (name is None and len(fitting) > 1):
            said = f"Unknown operation named {name!r}." if name else "Must provide operation name."
            raise Refusal([GraphQLError(said.replace("'", '"'))], "operation")
        key = name or ""
        if key not in self._made:
            self._made[key] = Operation(self.api, fitting[0], self.fragments)
        return self._made[key]


def document(api: Api, text: str, lenient: bool = False) -> Document:
    """The document of a text; with `lenient` the schema may lack fields of it. Raises Refusal for one with errors."""
    kept: Document | None = api.documents.get(text)
    if kept is not None:
        return kept
    if len(text) > CHARACTERS:
        raise Refusal([GraphQLError("Query is too large.")], "size")
    try:
        node = parse(text, max_tokens=TOKENS)
    except GraphQLError as error:
        raise Refusal([error], "syntax") from None
    except RecursionError:
        raise Refusal([GraphQLError("Query is nested too deeply.")], "depth") from None
    try:
        rules = [rule for rule in specified_rules if not lenient or rule is not FieldsOnCorrectTypeRule]
        errors = validate(api.schema, node, rules, max_errors=50)
        if api.graph.merges:
            errors = [error for error in errors if "they return conflicting types" not in error.message]
        unknown = validate(api.schema, node, [FieldsOnCorrectTypeRule]) if lenient and not errors else []
    except RecursionError:
        raise Refusal([GraphQLError("Query is nested too deeply.")], "depth") from None
    if errors:
        raise Refusal(errors, "validation")
    made = Document(api, node, sorted({_drifted(error) for error in unknown}))
    if len(api.documents) >= KEPT:
        del api.documents[next(iter(api.documents))]
    api.documents[text] = made
    return made


def _drifted(error: GraphQLError) -> str:
    """Which field of which type an error of an unknown field is about."""
    node: Any = error.nodes[0] if error.nodes else None
    return f"{error.message.rpartition(' on type ')[2].split('.')[0].strip(chr(39))}.{node.name.value}"
