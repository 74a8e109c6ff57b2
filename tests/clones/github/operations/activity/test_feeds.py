"""Addresses of feeds."""

import httpx


def test_feeds_of_the_caller_and_of_anybody(http: httpx.Client, base: str) -> None:
    mine = http.get("/feeds").json()
    assert (mine["timeline_url"], mine["current_user_public_url"]) == (f"{base}/timeline", f"{base}/ada")
    assert mine["current_user_organization_urls"] == [f"{base}/organizations/acme/ada.private.atom"]
    assert mine["_links"]["timeline"] == {"href": f"{base}/timeline", "type": "application/atom+xml"}
    assert "current_user_url" not in httpx.get(f"{base}/feeds").json()
