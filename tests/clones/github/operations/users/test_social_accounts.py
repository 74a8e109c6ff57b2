"""Accounts elsewhere."""

import httpx

URLS = ["https://www.linkedin.com/in/ada", "https://ada.example/me"]


def test_accounts_come_and_go(http: httpx.Client) -> None:
    made = http.post("/user/social_accounts", json={"account_urls": URLS})
    assert made.status_code == 201
    expected = [{"provider": "linkedin", "url": URLS[0]}, {"provider": "generic", "url": URLS[1]}]
    assert made.json() == http.get("/user/social_accounts").json() == expected
    assert http.request("DELETE", "/user/social_accounts", json={"account_urls": URLS[:1]}).status_code == 204
    assert http.get("/users/ada/social_accounts").json() == expected[1:]


def test_what_is_no_address_and_what_is_not_there(http: httpx.Client) -> None:
    assert http.post("/user/social_accounts", json={"account_urls": ["ada"]}).status_code == 422
    assert http.request("DELETE", "/user/social_accounts", json={"account_urls": URLS}).status_code == 404
    many = [f"https://ada.example/{number}" for number in range(11)]
    assert http.post("/user/social_accounts", json={"account_urls": many}).status_code == 422
