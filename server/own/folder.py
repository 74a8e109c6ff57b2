"""Writes the folder of a user's own clone: compiled description, dialect, seed and test, each theirs to change."""

import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from pprint import pformat
from typing import Any
from urllib.parse import urlsplit

import orjson

from ..compiler import DescriptionProblem, Report, compile_clone
from ..compiler.documents import load
from ..compiler.report import Json
from .dialect import class_name, dialect_file
from .sample import Sample, sample

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
PEOPLE = (("Ada Moss", "ada@acme.example"), ("Ben Okafor", "ben@acme.example"), ("Chloe Lind", "chloe@acme.example"))


def new_clone(name: str, source: Path, folder: Path, taken: Sequence[str] = ()) -> tuple[Path, Report]:
    """Make `folder`/`name` from the description `source`; the folder made and what was compiled.

    Raises DescriptionProblem, and then leaves `folder` as it was: for a description that can't be compiled, a name
    that is none or in `taken`, a folder that is there already.
    """
    if not NAME.fullmatch(name) or len(name) > 63:
        raise DescriptionProblem(repr(name), "a clone's name is a-z, 0-9 and - between them, a letter first: billing")
    out = folder / name.replace("-", "_")
    if name in taken:
        raise DescriptionProblem(repr(name), "a clone of that name comes with Clonery: choose another")
    if out.exists():
        raise DescriptionProblem(str(out), "is there already: choose another name, or take it away first")
    there = next(each for each in (folder.absolute(), *folder.absolute().parents) if each.is_dir())
    fresh = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=there))
    try:
        report = _write(name, source, fresh / out.name)
        folder.mkdir(parents=True, exist_ok=True)
        os.replace(fresh / out.name, out)
    finally:
        shutil.rmtree(fresh)
    return out, report


def _write(name: str, source: Path, out: Path) -> Report:
    """All files, in a folder that is not in its place yet: what fails leaves nothing behind."""
    report = compile_clone(name, source, out, own=True)
    data = load(source)
    title, hosts, base = _described(name, data)
    entries = [orjson.loads(line.rstrip(b",")) for line in _operations(out)]
    (out / "dialect.py").write_text(dialect_file(name, title, data, entries))
    (out / "__init__.py").write_text(_init(name, title, hosts, base))
    (out / "operations").mkdir()
    (out / "operations" / "__init__.py").write_text(f'"""Operations of {title} that are written by hand."""\n')
    (out / "seeds").mkdir()
    _seed(name, out, ("u1", "u2", "u3"), None)
    made = sample(name, out.parent)
    ids = (1, 2, 3) if made.numbered else ("u1", "u2", "u3")
    _seed(name, out, ids, made)
    (out / f"test_{out.name}.py").write_text(_test(name, title, made))
    return report


def _operations(out: Path) -> list[bytes]:
    text = (out / "tools.json").read_bytes().partition(b'"operations":[\n')[2]
    return text.partition(b'\n],"')[0].split(b"\n")


def _described(name: str, data: Json) -> tuple[str, tuple[str, ...], str]:
    """Title, host names and base path."""
    title = str((data.get("info") or {}).get("title") or name.replace("-", " ").title())
    title = re.sub(r"[^\w .,&/()-]", "", title).strip()[:60] or name
    servers = [str(each.get("url", "")) for each in data.get("servers") or () if isinstance(each, dict)]
    if "swagger" in data and data.get("host"):
        servers = [f"https://{data['host']}{data.get('basePath') or ''}"]
    found = [urlsplit(url).hostname for url in servers if "{" not in url]
    hosts = [host for host in found if host and "." in host and not host.replace(".", "").isdigit()]
    base = urlsplit(servers[0]).path.rstrip("/") if servers and "{" not in servers[0] else ""
    return title, tuple(dict.fromkeys(hosts)), base


def _init(name: str, title: str, hosts: tuple[str, ...], base: str) -> str:
    hosted = "".join(f'"{host}", ' for host in hosts).rstrip(" " if len(hosts) == 1 else ", ")
    shout = name.replace("-", "_").upper()
    return f'''"""{title}, as its description has it."""

from pathlib import Path

from clonery.server.clone import Clone

from .dialect import {class_name(name)}

clone = Clone(
    name="{name}",
    title="{title}",
    dialect={class_name(name)}(),
    hosts=({hosted}),
    env={{"{shout}_URL": "{{rest}}{base}", "{shout}_TOKEN": "{{token}}"}},
    package=__name__,
    folder=Path(__file__).parent,
)
'''


def _seed(name: str, out: Path, ids: tuple[Any, ...], made: Sample | None) -> None:
    """Three people, the first one's token, and what the sample made."""
    data = {
        "users": [{"id": id, "name": name, "email": email} for id, (name, email) in zip(ids, PEOPLE, strict=True)],
        "tokens": [{"token": f"{name.replace('-', '_')}_default", "user": ids[0], "default": True}],
        "records": made.records if made else {},
    }
    text = orjson.dumps(data, option=orjson.OPT_INDENT_2).decode()
    (out / "seeds" / "small-project.json").write_text(text + "\n")


def _test(name: str, title: str, made: Sample) -> str:
    steps = f'''    made = await client.request("{made.method}", "{made.path}", json={_literal(made.body)})
    assert made.status_code < 300, made.text
    read = await client.get("{made.read}".format(id={made.id_code}))
    assert read.json(){made.at} == made.json(){made.made_at}
''' if made.path else '''    assert (await client.get("/no/such/path")).status_code == 404
'''  # fmt: skip
    return f'''"""{title}: what was made is read back."""

import asyncio
from pathlib import Path

import httpx

from clonery import Farm

CLONES = Path(__file__).resolve().parents[1]


async def walk(client: httpx.AsyncClient) -> None:
{steps}

async def served() -> None:
    async with Farm("{name}", clones_folder=CLONES) as farm:
        token = farm.session().token("{name}")
        headers = farm.kernel.clone("{name}").dialect.present(token)
        transport = httpx.ASGITransport(farm.app("{name}"))
        async with httpx.AsyncClient(transport=transport, base_url="http://clone", headers=headers) as client:
            await walk(client)


def test_what_was_made_is_read_back() -> None:
    asyncio.run(served())
'''


def _literal(body: Any) -> str:
    return pformat(body, width=100, sort_dicts=False).replace("\n", "\n        ")
