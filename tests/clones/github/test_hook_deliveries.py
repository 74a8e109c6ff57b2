"""What was sent to one webhook."""

import pytest

from clonery.clones.github.hook_deliveries import again, listed, one, ping
from clonery.clones.github.hook_settings import make
from clonery.clones.github.records.repositories import Repository
from clonery.clones.github.refusals import Unprocessable
from clonery.server.call import Call
from clonery.server.problems import NotFound

URL = {"url": "http://127.0.0.1:9/", "content_type": "json"}


def test_pings_are_listed_page_by_page_and_sent_again(call: Call, webapp: Repository) -> None:
    hook = make(call, webapp.owner, webapp, URL, ["push"], True)
    other = make(call, webapp.owner, None, URL, ["push"], True)
    for _ in range(3):
        ping(call, hook)
    call.paging.limit = 3
    first = listed(call, hook, "", "")
    assert [made["event"] for made in first] == ["ping"] * 3
    (link,) = [value for name, value in call.headers if name == "Link"]
    cursor = link.partition("cursor=")[2].partition(">")[0]
    rest = listed(call, hook, cursor, "")
    assert len(rest) == 1
    assert rest[0]["id"] < first[-1]["id"]
    assert listed(call, hook, "", "success") == []
    delivery = one(call, hook, first[0]["id"])
    assert again(call, delivery) == {}
    assert listed(call, hook, "", "")[0]["redelivery"] is True
    with pytest.raises(NotFound):
        one(call, other, first[0]["id"])
    with pytest.raises(Unprocessable):
        listed(call, hook, "x", "")
