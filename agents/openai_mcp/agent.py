"""An agent on the OpenAI-compatible chat API, with the clones' tools from MCP."""

# Usage: clonery run SCENARIO --model MODEL --harness 'python agents/openai_mcp/agent.py'
#
# It reads OPENAI_API_KEY and OPENAI_BASE_URL (any compatible endpoint), AGENT_TASK, AGENT_MODEL, and the servers of
# CLONERY_MCP_CONFIG. It needs the packages httpx and mcp, which come with clonery.

import asyncio
import json
import os
import sys
from contextlib import AsyncExitStack

import httpx
import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

TURNS = 40
RULES = "You work with the tools you are given. Do what the task says and nothing else, then say what you did."


async def connect(stack, config):
    """The tools of every server, as the chat API takes them, and how each is called."""
    tools, calls = [], {}
    for server, how in config["mcpServers"].items():
        # httpx2 is what the MCP SDK speaks HTTP with; the environment's proxies are for other hosts than the farm.
        made = httpx2.AsyncClient(headers=how.get("headers", {}), timeout=60, trust_env=False)
        http = await stack.enter_async_context(made)
        client = await stack.enter_async_context(Client(streamable_http_client(how["url"], http_client=http)))
        for tool in (await client.list_tools()).tools:
            name = f"{server}__{tool.name}"[:64]
            calls[name] = (client, tool.name)
            schema = {"name": name, "description": tool.description or "", "parameters": tool.input_schema}
            tools.append({"type": "function", "function": schema})
    return tools, calls


async def ask(http, messages, tools):
    """The model's next message."""
    body = {"model": os.environ["AGENT_MODEL"], "messages": messages, **({"tools": tools} if tools else {})}
    base = os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1").rstrip("/")
    headers = {"Authorization": "Bearer " + os.environ.get("OPENAI_API_KEY", "")}
    answer = await http.post(f"{base}/chat/completions", json=body, headers=headers)
    answer.raise_for_status()
    return answer.json()["choices"][0]["message"]


async def use(calls, call):
    """What a tool answered, as text for the model."""
    name = call["function"]["name"]
    if name not in calls:
        return f"there is no tool {name}"
    client, tool = calls[name]
    try:
        arguments = json.loads(call["function"]["arguments"] or "{}")
    except ValueError as error:
        return f"the arguments are no JSON: {error}"
    result = await client.call_tool(tool, arguments)
    return "\n".join(part.text for part in result.content if part.type == "text")


async def main():
    """Ask and use tools until the model has nothing more to do."""
    with open(os.environ["CLONERY_MCP_CONFIG"], encoding="utf-8") as file:
        config = json.load(file)
    messages = [{"role": "system", "content": RULES}, {"role": "user", "content": os.environ["AGENT_TASK"]}]
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(httpx.AsyncClient(timeout=120))
        tools, calls = await connect(stack, config)
        for _ in range(TURNS):
            message = await ask(http, messages, tools)
            messages.append(message)
            if not message.get("tool_calls"):
                print(json.dumps({"text": message.get("content") or ""}))
                return
            for call in message["tool_calls"]:
                text = await use(calls, call)
                print(f"{call['function']['name']} {call['function']['arguments']}", file=sys.stderr)
                messages.append({"role": "tool", "tool_call_id": call["id"], "content": text})
    sys.exit(f"the agent did not end within {TURNS} turns")


if __name__ == "__main__":
    asyncio.run(main())
