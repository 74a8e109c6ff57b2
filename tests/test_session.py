"""Sessions of a farm that listens, in this process and by its address: the same methods, the same answers."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

import clonery

TOYS = Path(__file__).parent / "toys"


@pytest.fixture(scope="module")
def served() -> Iterator[clonery.Farm]:
    with clonery.Farm("toy", "plain", clones_folder=TOYS).serve() as farm:
        yield farm


@pytest.fixture(params=["in process", "at its address"])
def farm(request: pytest.FixtureRequest, served: clonery.Farm) -> Iterator[clonery.FarmAt]:
    if request.param == "in process":
        yield served
        return
    with clonery.Farm.at(served.url + "/") as farm:
        yield farm


def call(clone: clonery.Clone, method: str, path: str, body: Any = None, token: str = "") -> Any:
    sent = {"Authorization": f"Bearer {token or clone.token}"}
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(clone.url + path, data, sent, method=method)) as answer:
        return json.loads(answer.read() or b"null")


def boxes(session: clonery.Session) -> list[str]:
    return [box["name"] for box in session["toy"].records("box")]


def test_a_session_has_addresses_tokens_and_variables(farm: clonery.FarmAt) -> None:
    session = farm.create("mine")
    toy = session["toy"]
    assert session.clones == ("toy", "plain")
    assert (session.url, toy.url, toy.mcp) == (
        f"{farm.url}/s/mine",
        f"{farm.url}/s/mine/toy",
        f"{farm.url}/s/mine/toy/mcp",
    )
    assert toy.token == session.token("toy") == "toy_default"
    assert toy.env.items() <= session.env.items()
    assert [clone.name for clone in session] == ["toy", "plain"]
    assert farm.session().url == farm.url
    assert repr(toy) == "<Clone toy of mine>"
    with pytest.raises(LookupError, match="has no clone 'tow'; did you mean 'toy'"):
        session["tow"]
    session.delete()
    with pytest.raises(clonery.UnknownSession, match="session 'mine' has ended"):
        session.state()


def test_the_package_has_what_the_documents_import() -> None:
    from clonery import Farm, Scenario, Session
    from clonery.runs.scenario import read

    assert (Farm, Session) == (clonery.Farm, clonery.Session)
    made = read(Path(__file__).parents[1] / "src" / "clonery" / "scenarios" / "demo.md", ("github",))
    assert isinstance(made, Scenario)


def test_what_is_called_is_seen_in_state_diff_and_log(farm: clonery.FarmAt) -> None:
    session = farm.create(clones=["toy"])
    toy = session["toy"]
    call(toy, "POST", "/boxes", {"name": "one"})
    assert boxes(session) == ["main", "one"]
    assert toy.state()["toy"]["box"] == session.state()["toy"]["box"]
    assert [made["record"]["name"] for made in toy.diff()["added"]] == ["one"]
    (line,) = toy.calls()
    assert (line["operation"], line["status"]) == ("box/create", 201)
    assert toy.calls()["calls"] == [line]
    assert toy.calls(after=line["number"]) == []
    assert session.diff(clone="toy") == session.diff()
    toy.assert_diff(added=[{"kind": "box", "name": "one"}])
    with pytest.raises(AssertionError, match=r"the diff lacks:\n  \+ {\"kind\": \"box\", \"name\": \"two\"}"):
        session.assert_diff(added=[{"kind": "box", "name": "two"}])


def test_forks_snapshots_and_seeds(farm: clonery.FarmAt, tmp_path: Path) -> None:
    session = farm.create(clones=["toy"], seeds={"toy": {"boxes": ["a"]}})
    kept = session.snapshot()
    call(session["toy"], "POST", "/boxes", {"name": "b"})
    fork = session.fork()
    session.restore(kept)
    assert (boxes(session), boxes(fork)) == (["a"], ["a", "b"])
    assert fork.diff()["added"] == []
    (tmp_path / "own.json").write_text('{"boxes": ["z"]}')
    fork["toy"].seed(str(tmp_path / "own.json"))
    assert boxes(fork) == ["z"]
    fork["toy"].seed({"boxes": ["y"]})
    assert boxes(fork) == ["y"]
    for wrong, said in ((str(tmp_path / "none.json"), "No such file"), ("none", "toy has no seed 'none'")):
        with pytest.raises(clonery.FarmError, match=said):
            fork["toy"].seed(wrong)
    fork.reset()
    assert session.calls() != []


def test_clock_faults_and_new_tokens(farm: clonery.FarmAt) -> None:
    session = farm.create(clones=["toy"], clock="2026-01-01T00:00:00Z")
    toy = session["toy"]
    assert (toy.clock.mode, session.now) == ("virtual", "2026-01-01T00:00:00.000Z")
    assert session.clock.advance("1h") == "2026-01-01T01:00:00.000Z"
    assert session.clock.set("2027-01-01T00:00:00Z") == session.now
    with pytest.raises(ValueError, match="is no span of time"):
        session.clock.advance("soon")
    made = toy.faults.add(status=503, count=1, method="POST")
    with pytest.raises(HTTPError, match="503"):
        call(toy, "POST", "/boxes", {"name": "x"})
    assert [(one["id"], one["fired"]) for one in toy.faults.list()] == [(made["id"], 1)]
    session.faults.clear()
    assert session.faults.list() == []
    with pytest.raises(clonery.FarmError, match="unknown field 'stats'; did you mean 'status'"):
        session.faults.add(stats=1)
    assert call(toy, "POST", "/boxes", {"name": "x"}, token=toy.mint())["name"] == "x"


def test_tools_and_acts_are_called_without_mcp(farm: clonery.FarmAt) -> None:
    session = farm.create(clones=["toy"])
    with pytest.raises(clonery.FarmError, match="has no tool 'nothing'"):
        session["toy"].tool("nothing")
    with pytest.raises(clonery.FarmError, match="has no act 'nothing'"):
        session["toy"].act("nothing")


def test_a_wrong_wish_names_the_field(farm: clonery.FarmAt) -> None:
    for wish, said in (({"clones": ["tow"]}, "unknown clone 'tow'"), ({"clock": "noon"}, "is no time")):
        with pytest.raises(clonery.FarmError, match=said) as error:
            farm.create(**wish)
        assert error.value.field in ("clones", "clock")


def test_calls_and_control_may_come_from_many_threads(served: clonery.Farm) -> None:
    session = served.create(clones=["toy"])
    wrong: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for n in range(5):
                call(session["toy"], "POST", "/boxes", {"name": f"b-{number}-{n}"})
                session.state()
        except BaseException as error:
            wrong.append(error)
            raise

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(boxes(session)) == 31


def test_a_farm_that_has_ended_listens_no_longer() -> None:
    farm = clonery.Farm("toy", clones_folder=TOYS)
    with pytest.raises(LookupError, match=r"call its serve\(\) first"):
        farm.url  # noqa: B018
    url = farm.serve().url
    assert farm.serve().url == url
    with clonery.Farm.at(url) as away:
        assert away.clones == ("toy",)
        farm.close()
        with pytest.raises(ConnectionError, match="no farm answers at"):
            away.clones  # noqa: B018


def test_what_is_no_farm_is_told_apart(served: clonery.Farm) -> None:
    with clonery.Farm.at(f"{served.url}/toy") as wrong, pytest.raises(clonery.FarmError, match="nothing is at /toy"):
        wrong.clones  # noqa: B018
    with clonery.Farm.at(served.url) as away, pytest.raises(clonery.FarmError, match="is not in this process"):
        away.session().app("toy")


def test_an_address_that_answers_something_else_is_told_apart() -> None:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-length", "2")
            self.end_headers()
            self.wfile.write(b"hi")

        def log_message(self, *_: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_address[1]}"
        with clonery.Farm.at(url) as wrong, pytest.raises(ConnectionError, match="is no farm: it sent no JSON"):
            wrong.clones  # noqa: B018
        server.shutdown()
