"""What a client needs to reach a clone: addresses, token, variables, texts to copy."""

import json
import shlex
from collections.abc import Callable

import pytest

from clonery.server.doors.control import connections
from clonery.server.farm import Farm
from clonery.server.state.credentials import Credential

from .conftest import Control

ROOT = "http://127.0.0.1:7070"


def test_the_default_session_has_the_short_address(toy_farm: Callable[..., Farm]) -> None:
    farm = toy_farm()
    short, long = farm.session("default"), farm.create(name="x")
    assert connections.addresses(ROOT, short, "toy") == {"rest": f"{ROOT}/toy", "mcp": f"{ROOT}/toy/mcp"}
    assert connections.addresses(ROOT, long, "toy")["rest"] == f"{ROOT}/s/x/toy"


def test_the_token_comes_from_the_seed_until_somebody_uses_the_session(toy_farm: Callable[..., Farm]) -> None:
    farm = toy_farm()
    session, clone = farm.create(name="x"), farm.clone("toy")
    assert connections.connection(ROOT, session, clone)["token"] == "toy_default"
    assert session.untouched
    with session.transaction():
        session.opened.credentials.drop(session.opened.credentials.all()[0])
    assert connections.connection(ROOT, session, clone) == {
        "rest": f"{ROOT}/s/x/toy", "mcp": f"{ROOT}/s/x/toy/mcp", "token": None,
        "env": {"TOY_URL": f"{ROOT}/s/x/toy", "TOY_TOKEN": ""},
    }  # fmt: skip


def test_templates_know_addresses_tokens_and_details(
    toy_farm: Callable[..., Farm], monkeypatch: pytest.MonkeyPatch
) -> None:
    farm = toy_farm()
    session, clone = farm.create(name="x"), farm.clone("toy")
    monkeypatch.setattr(clone, "env", {"A": "{rest}/{app_key}", "B": "{host}|{root}|{session}|{clone}"})
    monkeypatch.setattr(clone, "snippets", {"ruby": "Toy.new(key: '{token}', id: { {mcp}, {other} })"})
    with session.transaction():
        session.opened.credentials.put(Credential("toy_default", "toy", default=True, details={"app_key": 7}))
    made = connections.connection(ROOT, session, clone)["env"]
    assert made == {"A": f"{ROOT}/s/x/toy/7", "B": f"127.0.0.1:7070|{ROOT}|x|toy"}
    texts = connections.snippets(ROOT, session, clone)
    assert texts["ruby"] == f"Toy.new(key: 'toy_default', id: {{ {ROOT}/s/x/toy/mcp, {{other}} }})"
    with session.transaction():
        session.opened.credentials.put(Credential("toy_default", "toy", default=True, revoked=True))
    assert connections.connection(ROOT, session, clone)["env"]["A"] == f"{ROOT}/s/x/toy/"


def test_the_texts_work_as_they_are(control: Control) -> None:
    texts = control("GET", "sessions/x")["clones"]["toy"]["snippets"]
    assert list(texts) == ["shell", "curl", "python", "javascript", "mcp", "mcp_stdio"]
    assert texts["shell"] == f"export TOY_URL={ROOT}/s/x/toy\nexport TOY_TOKEN=toy_default\n"
    assert shlex.split(texts["curl"]) == ["curl", "-H", "Authorization: Bearer toy_default", f"{ROOT}/s/x/toy/"]
    served = json.loads(texts["mcp"])["mcpServers"]["toy-x"]
    assert served["headers"] == {"Authorization": "Bearer toy_default"}
    assert served["url"] == f"{ROOT}/s/x/toy/mcp"
    assert json.loads(texts["mcp_stdio"]) == {
        "mcpServers": {"toy-x": {"command": "clonery", "args": ["mcp", "toy", "--session", "x"]}}
    }
    names: dict[str, object] = {}
    exec(texts["python"], names)
    assert str(names["client"].base_url) == f"{ROOT}/s/x/toy/"  # type: ignore[attr-defined] # an httpx client
    names["client"].close()  # type: ignore[attr-defined] # an httpx client


def test_a_shell_takes_any_value_as_one_word() -> None:
    for text in ("plain", "it's", "a b", "$(x)", ""):
        assert shlex.split(connections._quoted(text)) == [text]
