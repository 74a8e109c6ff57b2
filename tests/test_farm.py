"""What users import: a farm in their own process, its applications and its sessions."""

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

import clonery

TOYS = Path(__file__).parent / "toys"


def toy(**settings: Any) -> clonery.Farm:
    return clonery.Farm("toy", clones_folder=TOYS, **settings)


def ask(app: Any, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
    """One call to an ASGI application."""

    async def run() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://farm.test") as client:
            sent = {"authorization": "Bearer toy_default", **{name.replace("_", "-"): v for name, v in headers.items()}}
            return await client.request(method, path, json=body, headers=sent)

    return asyncio.run(run())


def boxes(session: clonery.Session) -> list[str]:
    return [record["name"] for record in session.state("toy", "box").get("toy", {}).get("box", {}).values()]


def test_importing_the_package_is_light() -> None:
    code = "import sys, clonery; print([n for n in sys.modules if n.startswith('clonery.')]); clonery.Farm"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed == "[]\n"


def test_a_name_that_is_not_there_is_refused() -> None:
    with pytest.raises(AttributeError, match="module 'clonery' has no attribute 'Form'"):
        clonery.Form  # noqa: B018
    assert {"Farm", "Session", "FarmError", "UnknownSession"} <= set(dir(clonery))


def test_an_application_of_a_clone_has_the_vendors_paths() -> None:
    with toy() as farm:
        app = farm.app("toy")
        assert ask(app, "POST", "/boxes", {"name": "one"}).status_code == 201
        assert boxes(farm.session()) == ["main", "one"]


def test_an_application_of_a_session_makes_it_and_stays_in_it() -> None:
    with toy() as farm:
        ask(farm.app("toy", "mine"), "POST", "/boxes", {"name": "one"}, x_clonery_session="default")
        assert boxes(farm.session("mine")) == ["main", "one"]
        assert boxes(farm.session()) == ["main"]
        made = farm.create("other")
        ask(made.app("toy"), "POST", "/boxes", {"name": "two"})
        ask(farm.app("toy", made), "POST", "/boxes", {"name": "three"})
        assert boxes(made) == ["main", "two", "three"]


def test_without_a_clone_it_is_the_whole_farm() -> None:
    with toy() as farm:
        farm.create("mine")
        assert farm.clones == ("toy",)
        assert ask(farm.app(), "POST", "/s/mine/toy/boxes", {"name": "one"}).status_code == 201
        assert ask(farm.app(), "GET", "/nowhere").status_code == 404


def test_an_unknown_clone_is_refused_at_once() -> None:
    with pytest.raises(LookupError, match="unknown clone 'toi'; did you mean 'toy'"):
        clonery.Farm("toi", clones_folder=TOYS)
    with toy() as farm, pytest.raises(LookupError, match="unknown clone 'tow'; did you mean 'toy'"):
        farm.app("tow")


def test_seeds_are_taken_by_name_and_as_data() -> None:
    with toy() as farm:
        session = farm.create(seeds={"toy": {"boxes": ["a", "b"]}})
        assert boxes(session) == ["a", "b"]
        session.seed("toy", {"boxes": ["c"]})
        assert boxes(session) == ["c"]
        with pytest.raises(clonery.FarmError, match="toy has no seed 'none'"):
            farm.create(seeds={"toy": "none"})


def test_a_session_is_rewound() -> None:
    with toy() as farm:
        session = farm.session()
        app = session.app("toy")
        ask(app, "POST", "/boxes", {"name": "one"})
        kept = session.snapshot("first")
        ask(app, "POST", "/boxes", {"name": "two"})
        added = [(made["kind"], made["record"]["name"]) for made in session.diff()["added"]]
        assert added == [("box", "one"), ("box", "two")]
        assert [made["record"]["name"] for made in session.diff(kept)["added"]] == ["two"]
        assert [made["record"]["name"] for made in session.diff("now", "first")["removed"]] == ["two"]
        fork = session.fork("copy")
        session.restore("first")
        assert (boxes(session), boxes(fork)) == (["main", "one"], ["main", "one", "two"])
        session.reset()
        assert boxes(session) == ["main"]
        assert session.diff() == {"added": [], "removed": [], "changed": []}
        assert [line["operation"] for line in session.calls()] == ["box/create", "box/create", "restore", "reset"]
        assert [line["number"] for line in session.calls(after=2)] == [3, 4]


def test_the_token_is_the_default_persons() -> None:
    with toy() as farm:
        assert farm.session().token("toy") == "toy_default"
        with pytest.raises(LookupError, match="session 'default' has no default token for 'other'"):
            farm.session().token("other")


def test_a_session_has_a_clock_of_its_own() -> None:
    with toy() as farm:
        session = farm.create(clock="2026-01-01T00:00:00Z")
        app = session.app("toy")
        ask(app, "POST", "/boxes/main/widgets", {"name": "w"})
        ask(app, "POST", "/boxes/main/widgets/1/later", {"seconds": 3600})
        assert session.advance("59m") == "2026-01-01T00:59:00.000Z"
        assert session.state("toy", "widget")["toy"]["widget"]["1"]["state"] == "open"
        assert session.set_clock("2026-01-01T01:00:00Z") == session.now == "2026-01-01T01:00:00.000Z"
        assert session.state("toy", "widget")["toy"]["widget"]["1"]["state"] == "closed"


def test_an_ended_session_says_so() -> None:
    with toy() as farm:
        session = farm.create("brief")
        assert repr(session) == "<Session brief>"
        session.delete()
        with pytest.raises(clonery.UnknownSession, match="session 'brief' has ended: it was deleted"):
            session.state()
        with pytest.raises(clonery.UnknownSession, match="there is no session 'never'"):
            farm.session("never")


def test_a_state_folder_is_kept_and_let_go_of(tmp_path: Path) -> None:
    with toy(state=tmp_path) as farm:
        ask(farm.app("toy"), "POST", "/boxes", {"name": "kept"})
        with pytest.raises(ValueError, match="is in use by another farm"):
            toy(state=tmp_path)
    with toy(state=tmp_path) as farm:
        assert boxes(farm.session()) == ["main", "kept"]


def test_it_is_an_asynchronous_context_manager_too() -> None:
    async def run() -> None:
        async with toy() as farm:
            farm.create("brief", ttl_seconds=0.01)
            while "brief" in farm.kernel.sessions:
                await asyncio.sleep(0.01)
            await farm.delivered()

    asyncio.run(run())
