"""Prompts and completion."""

from collections.abc import Callable
from typing import Any

import pytest
from mcp_types import ElicitResult, PromptReference

Talk = Callable[..., Any]


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_prompts_are_listed_and_filled_in(talk: Talk, mode: str) -> None:
    async def use(client: Any) -> None:
        listed = {prompt.name: prompt for prompt in (await client.list_prompts()).prompts}
        assert len(listed) == 5
        assert [each.name for each in listed["test_prompt_with_arguments"].arguments] == ["arg1", "arg2"]

        async def blocks(name: str, **given: str) -> list[Any]:
            return [message.content for message in (await client.get_prompt(name, given)).messages]

        (simple,) = await blocks("test_simple_prompt")
        assert simple.text == "This is a simple prompt for testing."
        (filled,) = await blocks("test_prompt_with_arguments", arg1="hello", arg2="world")
        assert filled.text == "Prompt with arguments: arg1='hello', arg2='world'"
        resource, text = await blocks("test_prompt_with_embedded_resource", resourceUri="test://x")
        assert (resource.resource.uri, text.type) == ("test://x", "text")
        image, text = await blocks("test_prompt_with_image")
        assert (image.mime_type, text.type) == ("image/png", "text")
        with pytest.raises(Exception, match="Missing arguments: arg2"):
            await blocks("test_prompt_with_arguments", arg1="hello")
        with pytest.raises(Exception, match="Unknown prompt: nothing"):
            await blocks("nothing")
        ref = PromptReference(name="test_prompt_with_arguments")
        made = await client.complete(ref, {"name": "arg1", "value": "par"})
        assert made.completion.values == []

    talk(use, mode=mode)


def test_a_prompt_may_ask_first(talk: Talk) -> None:
    async def answer(_: Any, params: Any) -> ElicitResult:
        assert params.message == "What context should the prompt use?"
        return ElicitResult(action="accept", content={"context": "a test"})

    async def use(client: Any) -> str:
        return (await client.get_prompt("test_input_required_result_prompt")).messages[0].content.text

    assert talk(use, mode="2026-07-28", elicitation_callback=answer) == "Context: a test"
