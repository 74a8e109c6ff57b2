"""What the API says of itself."""

import httpx


def test_the_root_leads_to_everything(http: httpx.Client, base: str) -> None:
    root = http.get("/").json()
    assert root["current_user_url"] == f"{base}/user"
    assert http.get(root["current_user_url"]).json()["login"] == "ada"
    assert root["repository_url"] == f"{base}/repos/{{owner}}/{{repo}}"


def test_addresses_and_versions(http: httpx.Client) -> None:
    assert http.get("/meta").json()["hooks"] == ["127.0.0.0/8", "::1/128"]
    for version in http.get("/versions").json():
        asked = http.get("/zen", headers={"X-GitHub-Api-Version": version})
        assert (asked.status_code, asked.headers["x-github-api-version-selected"]) == (200, version)


def test_a_cat_says_what_it_is_told(http: httpx.Client) -> None:
    zen = http.get("/zen")
    assert zen.headers["content-type"] == "text/plain; charset=utf-8"
    assert zen.text.endswith(".")
    assert "Ship it" in http.get("/octocat", params={"s": "Ship it"}).text
