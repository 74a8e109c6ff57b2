"""Codes of conduct."""

import httpx


def test_codes_are_listed_and_found(http: httpx.Client) -> None:
    codes = http.get("/codes_of_conduct").json()
    assert [code["key"] for code in codes] == ["citizen_code_of_conduct", "contributor_covenant"]
    assert http.get("/codes_of_conduct/contributor_covenant").json() == codes[1]
    assert http.get("/codes_of_conduct/none").status_code == 404
