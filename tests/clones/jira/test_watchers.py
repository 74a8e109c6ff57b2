"""Who watches an issue."""

import orjson
from tests.clones.caller import Caller

BEN = "712020:ben00000-0000-4000-8000-000000000002"


def test_watchers_come_and_go() -> None:
    ask, below = Caller("jira"), "/rest/api/3/issue/SHOP-1/watchers"
    assert ask("GET", below).data["watchCount"] == 0
    assert ask("POST", below, orjson.dumps(BEN)).status == 204
    found = ask("GET", below).data
    assert (found["watchCount"], found["isWatching"], found["watchers"][0]["accountId"]) == (1, False, BEN)
    assert ask("DELETE", below, query=f"accountId={BEN}").status == 204
    assert ask("GET", below).data["watchCount"] == 0
    assert ask("DELETE", below, query=f"accountId={BEN}").status == 404
    assert ask("POST", below, orjson.dumps("nobody")).status == 400
