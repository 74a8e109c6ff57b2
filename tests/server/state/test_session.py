"""A session rewinds to the byte, keeps its log, and never half-writes."""

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from clonery.server.state import snapshots

Ask = Callable[..., Any]


def test_reset_brings_back_state_counters_and_chance(ask: Ask) -> None:
    before = ask.session.image().data
    first = ask("POST", "/boxes/main/widgets", {"name": "a"}).body
    assert ask.session.image().data != before
    ask.session.reset()
    assert snapshots.state(ask.session)["toy"].get("widget") is None
    again = ask("POST", "/boxes/main/widgets", {"name": "a"}).data
    assert again | {"created_at": ""} == {**orjson.loads(first), "created_at": ""}


def test_a_failed_call_leaves_no_record_and_no_number(ask: Ask) -> None:
    ask("POST", "/boxes/main/widgets", {"name": "bad", "explode": True})
    assert snapshots.state(ask.session, "toy", "widget") == {}
    assert ask("POST", "/boxes/main/widgets", {"name": "good"}).data["number"] == 1


def test_the_log_survives_reset_and_restore(ask: Ask) -> None:
    ask("POST", "/boxes/main/widgets", {"name": "a"})
    ask.session.reset()
    ask("GET", "/boxes/main/widgets")
    lines, more = ask.session.opened.log.read()
    assert [line["operation"] for line in lines] == ["widget/create", "widget/list"]
    assert more is None


def test_faults_are_cleared_by_a_reset(ask: Ask) -> None:
    from clonery.server.state.faults import Fault

    ask.session.opened.faults.append(Fault("f1", status=503))
    assert ask("GET", "/boxes/main/widgets").status == 503
    ask.session.reset()
    assert ask("GET", "/boxes/main/widgets").status == 200


def test_a_session_is_its_baseline_until_its_first_call(ask: Ask) -> None:
    other = ask.farm.create(name="other")
    assert other.untouched
    ask("GET", "/boxes/main/widgets", session=other)
    assert not other.untouched


def test_the_same_seed_shares_one_image(ask: Ask) -> None:
    assert ask.farm.create(name="one").baseline is ask.farm.create(name="two").baseline


def test_an_exception_inside_a_transaction_rewinds_counters(ask: Ask) -> None:
    opened = ask.session.opened
    with pytest.raises(RuntimeError), ask.session.transaction():  # noqa: PT012 - the block is the transaction
        opened.counters["toy/x"] = 5
        opened.chance.text(4)
        raise RuntimeError
    assert "toy/x" not in opened.counters
    assert opened.chance.drawn == 0
