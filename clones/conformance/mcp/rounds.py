"""Tools that ask in rounds; https://modelcontextprotocol.io/specification/2026-07-28/basic/utilities/mrtr."""

from base64 import urlsafe_b64encode
from hashlib import blake2b
from typing import Any

import mcp_types as types
from mcp.shared.exceptions import MCPError

_KEY = b"the fixtures keep no secret: a state need only be seen to be ours"

Result = types.CallToolResult | types.InputRequiredResult
Asked = types.InputResponseRequestParams


def ask(state: str | None = None, /, **questions: Any) -> types.InputRequiredResult:
    """Ask the client: each question is a text with the fields of its answer, or a request that is made already."""
    made = {name: _form(*asked) if isinstance(asked, tuple) else asked for name, asked in questions.items()}
    return types.InputRequiredResult(input_requests=made, request_state=state)


def _form(message: str, fields: dict[str, str]) -> types.ElicitRequest:
    schema = {
        "type": "object",
        "properties": {name: {"type": kind} for name, kind in fields.items()},
        "required": [*fields],
    }
    return types.ElicitRequest(params=types.ElicitRequestFormParams(message=message, requested_schema=schema))


def _sample(text: str, max_tokens: int) -> types.CreateMessageRequest:
    message = types.SamplingMessage(role="user", content=types.TextContent(text=text))
    return types.CreateMessageRequest(
        params=types.CreateMessageRequestParams(messages=[message], max_tokens=max_tokens)
    )


def responses(params: Asked, name: str) -> dict[str, Any]:
    """The content that the client sent for one question; {} where there is none."""
    found = (params.input_responses or {}).get(name)
    shown = found.model_dump(by_alias=True) if found is not None else {}
    content = shown.get("content")
    return content if isinstance(content, dict) else shown


def sealed(text: str) -> str:
    """A state that the client can't change unnoticed."""
    return f"{text}.{urlsafe_b64encode(blake2b(text.encode(), key=_KEY[:64], digest_size=12).digest()).decode()}"


def unsealed(params: Asked) -> str:
    """What the state holds, "" without one. Raises MCPError for one that is not ours."""
    state = params.request_state
    if state is None:
        return ""
    text = state.rpartition(".")[0]
    if sealed(text) != state:
        raise MCPError(types.INVALID_PARAMS, "The request state is not one of ours")
    return text


def elicitation(_: Any, params: Asked) -> Result:
    """A name, in one round."""
    name = responses(params, "user_name").get("name")
    if not isinstance(name, str):
        return ask(user_name=("What is your name?", {"name": "string"}))
    return _said(f"Hello, {name}!")


def sampling(_: Any, params: Asked) -> Result:
    """A word of the client's model."""
    text = responses(params, "capital_question").get("text")
    if not isinstance(text, str):
        return ask(capital_question=_sample("What is the capital of France?", 100))
    return _said(f"The model says: {text}")


def list_roots(_: Any, params: Asked) -> Result:
    """The client's roots."""
    roots = responses(params, "client_roots").get("roots")
    if not isinstance(roots, list):
        return ask(client_roots=types.ListRootsRequest())
    return _said("The roots are " + ", ".join(str(root["uri"]) for root in roots))


def request_state(_: Any, params: Asked) -> Result:
    """A confirmation whose state comes back untouched."""
    if "ok" not in responses(params, "confirm") or unsealed(params) != "confirming":
        return ask(sealed("confirming"), confirm=("Please confirm", {"ok": "boolean"}))
    return _said("state-ok")


def multiple_inputs(_: Any, params: Asked) -> Result:
    """Three kinds of question at once."""
    unsealed(params)
    if not {"user_name", "greeting", "client_roots"} <= set(params.input_responses or {}):
        return ask(
            sealed("three"),
            user_name=("What is your name?", {"name": "string"}),
            greeting=_sample("Generate a greeting", 50),
            client_roots=types.ListRootsRequest(),
        )
    return _said(f"All three came, {responses(params, 'user_name').get('name')}.")


def multi_round(_: Any, params: Asked) -> Result:
    """Two questions, one after the other."""
    held = unsealed(params)
    name, color = responses(params, "step1").get("name"), responses(params, "step2").get("color")
    if held.startswith("two ") and isinstance(color, str):
        return _said(f"{held.removeprefix('two ')} likes {color}.")
    if held == "one" and isinstance(name, str):
        return ask(sealed(f"two {name}"), step2=("Step 2: What is your favorite color?", {"color": "string"}))
    return ask(sealed("one"), step1=("Step 1: What is your name?", {"name": "string"}))


def tampered_state(_: Any, params: Asked) -> Result:
    """A confirmation whose state is checked before anything else."""
    return request_state(_, params)


def capabilities(ctx: Any, params: Asked) -> Result:
    """Only what the client can answer is asked."""
    if params.input_responses:
        return _said("Thank you.")
    able = ctx.session.client_capabilities or types.ClientCapabilities()
    questions: dict[str, Any] = {}
    if able.sampling is not None:
        questions["greeting"] = _sample("Generate a greeting", 50)
    if able.elicitation is not None:
        questions["user_name"] = ("What is your name?", {"name": "string"})
    if able.roots is not None:
        questions["client_roots"] = types.ListRootsRequest()
    return ask(**questions) if questions else _said("There is nothing that this client could be asked.")


def _said(text: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(text=text)])


TOOLS = {
    f"test_input_required_result_{function.__name__}": function
    for function in (
        elicitation,
        sampling,
        list_roots,
        request_state,
        multiple_inputs,
        multi_round,
        tampered_state,
        capabilities,
    )
}
"""The tools by name; each takes no arguments of its own."""
