"""Whom an organization blocks."""

import httpx
from tests.clones.github.credentials import BEN


def test_an_owner_blocks_and_forgives(http: httpx.Client) -> None:
    assert http.get("/orgs/acme/blocks/dev-bot").status_code == 404
    assert http.put("/orgs/acme/blocks/dev-bot").status_code == 204
    assert http.get("/orgs/acme/blocks/dev-bot").status_code == 204
    assert [user["login"] for user in http.get("/orgs/acme/blocks").json()] == ["dev-bot"]
    assert http.delete("/orgs/acme/blocks/dev-bot").status_code == 204
    assert http.get("/orgs/acme/blocks").json() == []


def test_members_neither_block_nor_are_blocked(http: httpx.Client) -> None:
    assert http.put("/orgs/acme/blocks/ben").status_code == 422
    assert http.put("/orgs/acme/blocks/dev-bot", headers={"Authorization": f"Bearer {BEN}"}).status_code == 403
