"""`clonery serve`: what it prints, what it refuses, how it ends."""

import asyncio
import gc
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner

from clonery.server import perform
from clonery.server.cli import main
from clonery.server.farm import Farm
from clonery.server.request import Request
from clonery.server.settings import Settings
from clonery.server.state import outbox

from ..conftest import Target
from .conftest import CLONERY, TOYS, FarmProcess, serving

OWN = ("toy", "--clones-dir", str(TOYS))
HEAVY = ("mcp", "sqlmodel", "sqlalchemy", "httpx", "jsonschema", "graphql", "pydantic", "yaml", "anyio")


def refused(*arguments: str) -> str:
    """What `clonery serve` says of wrong input."""
    kept = gc.get_threshold()
    try:
        done = CliRunner().invoke(main, ["serve", *arguments])
    finally:
        gc.set_threshold(*kept)
    assert done.exit_code == 2, done.output
    return str(done.output)


def test_it_prints_what_to_paste(free_port: Callable[[], int], tmp_path: Path) -> None:
    port = free_port()
    with serving(*OWN, port=port, cwd=tmp_path) as farm:
        farm.process.send_signal(signal.SIGINT)
        printed, errors = farm.process.communicate(timeout=10)
    assert (farm.process.returncode, errors) == (0, "")
    assert printed.splitlines() == [
        f"1 clone at http://127.0.0.1:{port}",
        "",
        f"  toy  http://127.0.0.1:{port}/toy  toy_default",
        "",
        f'  export CLONERY_URL=http://127.0.0.1:{port}; eval "$(clonery env toy)"   # for the SDKs of this shell',
        f"  http://127.0.0.1:{port}/   # settings to copy for SDKs, curl and MCP clients",
        "",
    ]


def test_a_signal_ends_it_in_good_order_though_a_client_stays(free_port: Callable[[], int]) -> None:
    with serving(*OWN, port=free_port()) as farm:
        host, port = farm.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as idle:
            idle.sendall(b"GET /_clonery/health HTTP/1.1\r\nHost: x\r\n\r\n")
            assert idle.recv(15) == b"HTTP/1.1 200 OK"
            farm.process.terminate()
            assert farm.process.wait(5) == 0


def test_answers_carry_no_name_of_the_server(toy_process: FarmProcess) -> None:
    host, port = toy_process.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as client:
        client.sendall(b"GET /_clonery/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: client.recv(65536), b""))
    head = answer.partition(b"\r\n\r\n")[0].lower()
    assert b"\r\nserver:" not in head
    assert b"\r\ncontent-type: application/json" in head


def test_each_clone_gets_a_port_of_its_own(free_row: Callable[[int], int], tmp_path: Path) -> None:
    for name in ("toy", "crate"):
        shutil.copytree(TOYS / "toy", tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        module = tmp_path / name / "__init__.py"
        module.write_text(module.read_text().replace('name="toy"', f'name="{name}"'))
    port = free_row(3)
    with serving("toy", "crate", "--clones-dir", str(tmp_path), "--ports", port=port) as farm:
        toy = FarmProcess(farm.process, f"http://127.0.0.1:{port + 1}")
        assert toy.get("/boxes/main/widgets")[0] == 200
        assert farm.get("/toy/boxes/main/widgets")[0] == 200
        assert farm.ask("POST", "/_clonery/sessions", {"name": "mine", "seeds": {"toy": {"boxes": ["x"]}}})[0] == 201
        assert toy.get("/boxes/x/widgets", x_clonery_session="mine")[0] == 200
        assert toy.get("/_clonery/health")[1]["clones"] == ["toy", "crate"]
        crate = FarmProcess(farm.process, f"http://127.0.0.1:{port + 2}")
        assert crate.get("/boxes/x/widgets", x_clonery_session="mine")[0] == 404
        assert crate.get("/boxes/main/widgets", x_clonery_session="mine")[0] == 200
        farm.process.terminate()
        printed = farm.process.communicate(timeout=10)[0]
    assert f"  toy    http://127.0.0.1:{port}/toy    http://127.0.0.1:{port + 1}  toy_default\n" in printed


def test_a_farm_starts_from_a_seed_file_and_keeps_its_state(free_port: Callable[[], int], tmp_path: Path) -> None:
    (tmp_path / "seed.json").write_text('{"boxes": ["red"]}')
    arguments = (*OWN, "--seed", "toy=seed.json", "--state", "kept")
    with serving(*arguments, port=free_port(), cwd=tmp_path) as farm:
        assert farm.ask("POST", "/toy/boxes", {"name": "blue"})[0] == 201
        farm.process.kill()
        farm.process.wait()
    with serving(*arguments, port=free_port(), cwd=tmp_path) as farm:
        assert [farm.get(f"/toy/boxes/{name}/widgets")[0] for name in ("red", "blue", "green")] == [200, 200, 404]
        second = subprocess.run(
            [CLONERY, "serve", *arguments, "--port", "0"],
            capture_output=True, text=True, cwd=tmp_path, timeout=30,
        )  # fmt: skip
        assert second.returncode == 2
        assert second.stderr == ("Error: kept is in use by another farm: stop that one, or give another folder\n")


def test_deliveries_that_were_left_go_out_after_a_restart(
    free_port: Callable[[], int], tmp_path: Path, target: Target
) -> None:
    farm = Farm(Settings(clones=("toy",), clones_folder=TOYS, state=tmp_path / "kept"))
    session = farm.session("default")
    call = perform.start(farm, session, farm.clone("toy"), Request("POST", "/"))
    with session.transaction():
        outbox.put(call, outbox.Delivery(target.url, "made", "left behind", {}))
    farm.committed(call)
    asyncio.run(farm.stop())
    assert target.bodies == []
    with serving(*OWN, "--state", "kept", port=free_port(), cwd=tmp_path) as process:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            (delivery,) = process.get("/_clonery/sessions/default/deliveries")[1]
            if delivery["status"] != "pending":
                break
            time.sleep(0.02)
        assert (delivery["status"], len(delivery["attempts"])) == ("delivered", 1)
    assert target.bodies == ["left behind"]


def test_a_port_in_use_is_refused() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        said = refused(*OWN, "--port", str(port))
    assert said == f"Error: port {port} is in use: stop what listens there, or choose another with --port\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("tow", "--clones-dir", str(TOYS)), "unknown clone 'tow'; did you mean 'toy'?"),
        (("--clones-dir", "nowhere"), "nowhere is no folder"),
        ((*OWN, "--host", "192.0.2.1"), "192.0.2.1 is no address of this machine"),
        ((*OWN, "--port", "99999"), "99999 is not in the range"),
        ((*OWN, "--seed", "toy"), "'toy' is not CLONE=NAME or CLONE=FILE"),
        ((*OWN, "--seed", "tow=x"), "no clone 'tow'"),
        ((*OWN, "--seed", "toy=large"), "--seed: toy has no seed 'large'; "),
        ((*OWN, "--seed", "toy=none.json"), "--seed: none.json: No such file or directory"),
    ],
)
def test_wrong_input_is_refused_in_a_sentence(arguments: tuple[str, ...], said: str) -> None:
    printed = refused("--port", "0", *arguments)
    assert said in printed
    assert len(printed.splitlines()[-1]) < 240


def test_a_bad_seed_file_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "seed.json").write_text('{"boxes": [1]}')
    assert f"--seed: {tmp_path}/seed.json: boxes.0: " in refused(
        *OWN, "--port", "0", "--seed", f"toy={tmp_path}/seed.json"
    )


def test_a_folder_that_holds_no_state_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lock.db").write_text("something else")
    assert f"{tmp_path} is no state folder of a farm" in refused(*OWN, "--port", "0", "--state", str(tmp_path))


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    code = f"""
import sys
from clonery.server import serve
from clonery.server.cli import main
def check(farm, sockets, ports, started):
    import asyncio
    from clonery.server.app import App
    from clonery.server.cli.offline import _answer
    started()
    status, _ = asyncio.run(_answer(App(farm), "GET", "/toy/boxes/main/widgets"))
    print(status, sorted(set(sys.modules) & set({HEAVY!r})))
serve.run = check
main(["serve", "toy", "--clones-dir", {str(TOYS)!r}, "--port", "0"])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    assert done.stdout.splitlines()[-1] == "401 []"


def test_it_starts_small(free_port: Callable[[], int]) -> None:
    with serving("github", port=free_port()) as farm:
        assert farm.get("/github/user")[0] == 401
        size = psutil.Process(farm.process.pid).memory_info().rss
    assert size < 80_000_000
