"""Prefixes that turn into links."""

import httpx
import pytest
from github import Github, GithubException

TEMPLATE = "https://tracker.example/<num>"


def test_prefixes_come_and_go(gh: Github, http: httpx.Client) -> None:
    repo = gh.get_repo("acme/webapp")
    made = repo.create_autolink("SHOP-", TEMPLATE, is_alphanumeric=False)
    assert (made.key_prefix, made.url_template, made.is_alphanumeric) == ("SHOP-", TEMPLATE, False)
    assert [link.id for link in repo.get_autolinks()] == [made.id]
    assert http.get(f"/repos/acme/webapp/autolinks/{made.id}").json()["key_prefix"] == "SHOP-"
    assert repo.remove_autolink(made)
    assert list(repo.get_autolinks()) == []
    assert http.get(f"/repos/acme/webapp/autolinks/{made.id}").status_code == 404


def test_a_prefix_is_used_once_and_its_address_has_a_place_for_the_number(gh: Github) -> None:
    repo = gh.get_repo("acme/webapp")
    repo.create_autolink("SHOP-", TEMPLATE)
    for prefix, template, code in (("SHOP-", TEMPLATE, "already_exists"), ("X-", "https://tracker.example", "custom")):
        with pytest.raises(GithubException) as caught:
            repo.create_autolink(prefix, template)
        assert caught.value.data["errors"][0]["code"] == code
