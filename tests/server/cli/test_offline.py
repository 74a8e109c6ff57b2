"""One question to a farm in this process."""

import orjson

from clonery.server.cli.offline import answer


def test_it_answers_as_a_farm_that_runs() -> None:
    status, body = answer("GET", "/_clonery/health")
    assert (status, orjson.loads(body)["status"]) == (200, "ok")


def test_a_query_reaches_it() -> None:
    status, body = answer("GET", "/_clonery/sessions/default/calls?after=x")
    assert status == 422
    assert "after" in orjson.loads(body)["error"]["message"]
