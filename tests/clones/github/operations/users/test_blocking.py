"""Whom the caller blocks."""

import httpx


def test_a_block_stands_until_it_is_taken_back(http: httpx.Client) -> None:
    assert http.get("/user/blocks/ben").status_code == 404
    assert http.put("/user/blocks/ben").status_code == 204
    assert http.get("/user/blocks/ben").status_code == 204
    assert [user["login"] for user in http.get("/user/blocks").json()] == ["ben"]
    assert http.put("/user/blocks/ben").status_code == 422
    assert http.delete("/user/blocks/ben").status_code == 204
    assert http.get("/user/blocks").json() == []


def test_one_blocks_neither_oneself_nor_an_organization(http: httpx.Client) -> None:
    assert [http.put(f"/user/blocks/{login}").status_code for login in ("ada", "acme", "nobody")] == [422, 422, 404]
