"""Tools that ask in rounds."""

from collections.abc import Callable
from typing import Any

import mcp_types as types
import pytest

Talk = Callable[..., Any]


async def elicit(_: Any, params: Any) -> types.ElicitResult:
    content = {"name": "Ada", "ok": True, "color": "red", "context": "c"}
    wanted = params.requested_schema["properties"]
    return types.ElicitResult(action="accept", content={name: content[name] for name in wanted})


async def sample(_: Any, params: Any) -> types.CreateMessageResult:
    text = f"to {params.messages[0].content.text}"
    return types.CreateMessageResult(role="assistant", model="m", content=types.TextContent(text=text))


async def roots(_: Any) -> types.ListRootsResult:
    return types.ListRootsResult(roots=[types.Root(uri="file:///a"), types.Root(uri="file:///b")])


ABLE = {"elicitation_callback": elicit, "sampling_callback": sample, "list_roots_callback": roots}


@pytest.mark.parametrize(
    ("tool", "text"),
    [
        ("elicitation", "Hello, Ada!"),
        ("sampling", "The model says: to What is the capital of France?"),
        ("list_roots", "The roots are file:///a, file:///b"),
        ("request_state", "state-ok"),
        ("multiple_inputs", "All three came, Ada."),
        ("multi_round", "Ada likes red."),
        ("tampered_state", "state-ok"),
        ("capabilities", "Thank you."),
    ],
)
def test_the_answers_come_back_round_by_round(talk: Talk, tool: str, text: str) -> None:
    async def use(client: Any) -> str:
        (block,) = (await client.call_tool(f"test_input_required_result_{tool}", {})).content
        return block.text

    assert talk(use, mode="2026-07-28", **ABLE) == text


def test_a_client_is_asked_only_what_it_can_answer(talk: Talk) -> None:
    async def use(client: Any) -> Any:
        name = "test_input_required_result_capabilities"
        return await client.session.call_tool(name, {}, allow_input_required=True)

    assert set(talk(use, mode="2026-07-28", sampling_callback=sample).input_requests) == {"greeting"}
    assert set(talk(use, mode="2026-07-28", elicitation_callback=elicit).input_requests) == {"user_name"}
    assert talk(use, mode="2026-07-28").content[0].text.startswith("There is nothing")


def test_a_state_that_is_not_ours_is_refused(talk: Talk) -> None:
    async def use(client: Any) -> None:
        name = "test_input_required_result_tampered_state"
        asked = await client.session.call_tool(name, {}, allow_input_required=True)
        answers = {"confirm": types.ElicitResult(action="accept", content={"ok": True})}
        for state in (asked.request_state + "x", asked.request_state[:-1], "x" + asked.request_state, "x", ""):
            with pytest.raises(Exception, match="not one of ours") as error:
                await client.session.call_tool(name, {}, input_responses=answers, request_state=state)
            assert error.value.code == -32602
        done = await client.session.call_tool(name, {}, input_responses=answers, request_state=asked.request_state)
        assert done.content[0].text == "state-ok"
        again = await client.session.call_tool(name, {}, input_responses=answers, allow_input_required=True)
        assert set(again.input_requests) == {"confirm"}

    talk(use, mode="2026-07-28", **ABLE)
