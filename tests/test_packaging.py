"""What users install: wheel and sdist hold everything, the wheel serves elsewhere, and the files around them agree."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import tarfile
import time
import venv
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

ROOT = Path(__file__).resolve().parents[1]
LINKS = ("server", "clones", "tool_specs", "seeds", "scenarios", "agents")
TARGETS = ("install", "run", "test", "test-all", "bench", "lint", "image")


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """What `command` prints; it gets no PYTHONPATH and no settings of a make that runs these tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "MAKE", "MFLAGS"))}
    done = subprocess.run(command, cwd=cwd, env=kept | environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def packaged() -> set[str]:
    """Every file of the four linked folders, by its path inside the package."""
    paths = (path for link in LINKS for path in (ROOT / "src" / "clonery" / link).rglob("*"))
    base = ROOT / "src" / "clonery"
    return {path.relative_to(base).as_posix() for path in paths if path.is_file() and path.suffix != ".pyc"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist and the wheel that was built from it."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel in it; what the wheel depends on is lent by the environment of the tests."""
    folder = tmp_path_factory.mktemp("elsewhere") / "env"
    venv.create(folder, symlinks=True)
    (wheel,) = built.glob("*.whl")
    options = ("install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check")
    run(sys.executable, "-m", "pip", "--python", folder / "bin" / "python", *options, wheel, cwd=folder)
    (packages,) = folder.glob("lib/python*/site-packages")
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "lent.pth").write_text("\n".join(sorted(lent)))  # read after the wheel, and no .pth inside it is read
    return folder


@pytest.fixture
def served(installed: Path, tmp_path: Path, free_port: Callable[[], int]) -> Iterator[str]:
    """The address of a farm that runs from the wheel, in an empty folder."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    log = tmp_path / "log"
    with log.open("w") as output:
        farm = subprocess.Popen(
            [installed / "bin" / "clonery", "serve", "--port", str(port)],
            cwd=tmp_path,
            env={"PATH": os.defpath, "HOME": str(tmp_path)},
            stdout=output,
            stderr=output,
        )
    try:
        wait_for(address, farm, log)
        yield address
    finally:
        farm.terminate()
        farm.wait(10)


def wait_for(address: str, farm: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until and farm.poll() is None:
        try:
            urlopen(f"{address}/_clonery/health", timeout=5).close()
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"no farm at {address}:\n{log.read_text()}")


def get(address: str, token: str = "") -> object:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with urlopen(Request(address, headers=headers), timeout=10) as answer:
        return json.load(answer)


def test_the_sdist_holds_the_four_folders_and_the_papers(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as sdist:
        members = sdist.getmembers()
    inside = {member.name.partition("/")[2] for member in members}
    assert packaged() <= {name.removeprefix("src/clonery/") for name in inside}
    assert {"LICENSE", "README.md", "pyproject.toml", "tests/conftest.py"} <= inside
    assert not [name for name in inside if "__pycache__" in name]
    assert not [member.name for member in members if member.issym() or member.islnk()]


def test_the_wheel_holds_the_four_folders_below_one_name(built: Path) -> None:
    (path,) = built.glob("*.whl")
    with zipfile.ZipFile(path) as wheel:
        inside = set(wheel.namelist())
        papers = {name.partition("/")[2]: name for name in inside if ".dist-info/" in name}
        scripts = wheel.read(papers["entry_points.txt"]).decode()
    assert packaged() <= {name.removeprefix("clonery/") for name in inside}
    assert {"clonery/tool_specs/github/tools.json", "clonery/seeds/github/empty.json"} <= inside
    assert not [name for name in inside if not name.startswith(("clonery/", "clonery-")) or "__pycache__" in name]
    assert "licenses/LICENSE" in papers
    assert "clonery = clonery.cli:main" in scripts


def test_the_wheel_is_what_the_new_environment_imports(installed: Path) -> None:
    code = "import clonery, clonery.server; print(clonery.__file__, clonery.server.__file__)"
    found = run(installed / "bin" / "python", "-I", "-c", code, cwd=installed).split()
    assert [Path(name).is_relative_to(installed) for name in found] == [True, True]


def test_the_wheel_serves_outside_of_the_checkout(served: str) -> None:
    health = get(f"{served}/_clonery/health")
    assert isinstance(health, dict)
    assert health["status"] == "ok"
    assert "github" in health["clones"]
    clones = get(f"{served}/_clonery/clones")
    assert isinstance(clones, list)
    (github,) = (clone for clone in clones if clone["name"] == "github")
    people = get(f"{served}/github/users", github["token"])
    assert isinstance(people, list)
    assert len(people) >= 3


def test_the_wheels_demonstration_runs_offline_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    environment = {"PATH": os.defpath, "HOME": str(tmp_path)}
    command = [installed / "bin" / "clonery", "demo"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "passed: 1 of 1 scenarios passed, satisfaction 100" in done.stdout


@pytest.mark.parametrize("target", TARGETS)
def test_make_knows_the_target(target: str) -> None:
    assert run("make", "--dry-run", "--always-make", target, cwd=ROOT).strip()


def test_make_run_takes_a_port_and_clones() -> None:
    printed = run("make", "--dry-run", "run", "PORT=7171", "CLONES=github slack", cwd=ROOT)
    assert printed.splitlines()[-1] == ".venv/bin/clonery serve github slack --host 127.0.0.1 --port 7171"


def test_make_install_takes_an_interpreter() -> None:
    printed = run("make", "--dry-run", "--always-make", "install", "PYTHON=python3.12", cwd=ROOT)
    assert printed.splitlines()[0] == "python3.12 -m venv .venv"


def test_the_image_is_built_from_everything_that_the_wheel_needs() -> None:
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert ignored.index("*") < ignored.index("!src")
    assert {f"!{name}" for name in (*LINKS, "src", "pyproject.toml", "README.md", "LICENSE")} <= set(ignored)


def test_the_image_and_the_sidecar_use_the_port_of_the_farm() -> None:
    image = (ROOT / "Dockerfile").read_text()
    assert "http://127.0.0.1:7070/_clonery/health" in image
    assert 'CMD ["serve", "--host", "0.0.0.0", "--port", "7070"]' in image
    assert re.findall(r"http://[\w.]+:(\d+)", (ROOT / "compose.yaml").read_text()) == ["7070"] * 3


def test_the_sidecar_answers_to_every_host_that_has_no_customer_in_its_name(served: str) -> None:
    aliases = set(re.findall(r"^ {10}- (\S+)$", (ROOT / "compose.yaml").read_text(), re.MULTILINE))
    clones = get(f"{served}/_clonery/clones")
    assert isinstance(clones, list)
    missing = {host for clone in clones for host in clone["hosts"] if re.fullmatch(r"[\w.-]+", host)} - aliases
    assert not missing
