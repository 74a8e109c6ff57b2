"""`clonery env`, `clones`, `tools`, `coverage` and `mcp`: what a clone is and how to reach it."""

import shlex

import click

from .client import Wrong, ask, farm_url, named_farm
from .output import json_option, session_option, show_json, show_table


@click.command()
@click.argument("clone")
@session_option
@json_option
def env(clone: str, session: str, as_json: bool) -> None:
    """Print the variables that point SDKs at CLONE, to be taken by eval "$(clonery env CLONE)"."""
    served = ask("GET", "sessions", session)["clones"]
    if clone not in served:
        from ..nearest import nearest

        raise Wrong(f"session {session!r} has no clone {clone!r}{nearest(clone, served)}")
    variables = served[clone]["env"]
    if as_json:
        show_json(variables)
        return
    for name, value in variables.items():
        click.echo(f"export {name}={shlex.quote(value)}")


@click.command()
@json_option
def clones(as_json: bool) -> None:
    """List the clones; where no farm runs, those that one would serve."""
    found = ask("GET", "clones", offline=True)
    if as_json:
        show_json(found)
        return
    rows = [(made["name"], made["title"], *made["operations"].values(), made["rest"]) for made in found]
    show_table(rows, ("clone", "title", *(found[0]["operations"] if found else ()), "address"))


@click.command()
@click.argument("clone")
@json_option
def tools(clone: str, as_json: bool) -> None:
    """List the tools that MCP clients of CLONE see."""
    found = ask("GET", "clones", clone, "tools", offline=True)
    if as_json:
        show_json(found)
        return
    rows = [(made["name"], made.get("operation"), made.get("description")) for made in found]
    show_table(rows, ("tool", "operation", ""))


@click.command()
@click.argument("clone", required=False)
@click.option("--markdown", is_flag=True, help="Print the page docs/clones/CLONE.md.")
@json_option
def coverage(clone: str | None, markdown: bool, as_json: bool) -> None:
    """Say what is written and what our tests have proven: per clone, or per operation of CLONE."""
    from . import proven

    if markdown and clone is None:
        raise Wrong("--markdown prints the page of one clone: name it")
    names = [clone] if clone else [made["name"] for made in ask("GET", "clones", offline=True)]
    found = {name: ask("GET", "clones", name, "coverage", offline=True) for name in names}
    rows = {name: made["operations"] for name, made in found.items()}
    if as_json:
        show_json(found[clone] if clone else found)
    elif markdown and clone:
        click.echo(proven.page(clone, found[clone]["title"], rows[clone]), nl=False)
    elif clone:
        show_table(*proven.by_operation(rows[clone]))
    else:
        show_table(*proven.by_clone(rows))


@click.command()
@click.argument("clone", required=False, default="")
@session_option
def mcp(clone: str, session: str) -> None:
    """Speak MCP on standard input and output: the tools of CLONE, or those of all clones of the session.

    Without a farm that runs, one in this process answers, and its state ends with it.
    """
    import asyncio

    from ..doors.mcp.stdio import answers, stdio
    from ..farm import Farm, FarmError, UnknownSession
    from ..registry import UnknownClone
    from ..settings import Settings

    async def relay() -> None:
        url = farm_url()
        if await answers(url):
            await stdio(url, clone, session)
        elif named_farm():
            raise Wrong(f"no farm answers at {url}: start one with `clonery serve`, or unset CLONERY_URL")
        else:
            await stdio(Farm(Settings(clones=(clone,)) if clone else Settings()), clone, session)

    try:
        asyncio.run(relay())
    except (FarmError, UnknownSession, UnknownClone) as error:
        raise Wrong(str(error)) from None
