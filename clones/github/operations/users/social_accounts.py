"""A person's accounts elsewhere; https://docs.github.com/rest/users/social-accounts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ...lookups import find_user, me
from ...records.people import User
from ...refusals import ValidationFailed

PROVIDERS = {
    "facebook.com": "facebook", "instagram.com": "instagram", "linkedin.com": "linkedin", "reddit.com": "reddit",
    "twitch.tv": "twitch", "twitter.com": "twitter", "x.com": "twitter", "youtube.com": "youtube",
    "bsky.app": "bluesky", "npmjs.com": "npm",
}  # fmt: skip
LIMIT = 10


@operation("users/list-social-accounts-for-authenticated-user")
def list_accounts(call: Call) -> Page:
    """GET /user/social_accounts"""
    return call.slice(_shown(me(call)))


@operation("users/list-social-accounts-for-user")
def list_accounts_of(call: Call, username: str) -> Page:
    """GET /users/{username}/social_accounts"""
    return call.slice(_shown(find_user(call, username)))


@operation("users/add-social-account-for-authenticated-user")
def add_accounts(call: Call, account_urls: list[str]) -> list[dict[str, Any]]:
    """POST /user/social_accounts"""
    actor = me(call)
    for url in account_urls:
        if urlsplit(url).scheme not in ("http", "https"):
            raise ValidationFailed("SocialAccount", "url", "invalid", value=url)
    held = list(dict.fromkeys([*(actor.social_accounts or []), *account_urls]))
    if len(held) > LIMIT:
        raise ValidationFailed("SocialAccount", "url", "custom", f"a profile takes at most {LIMIT} accounts")
    call.actor = call.update(actor, social_accounts=held)
    return _shown(me(call))


@operation("users/delete-social-account-for-authenticated-user")
def delete_accounts(call: Call, account_urls: list[str]) -> None:
    """DELETE /user/social_accounts"""
    held = me(call).social_accounts or []
    if not set(account_urls) <= set(held):
        raise NotFound(kind="social_account")
    call.update(me(call), social_accounts=[url for url in held if url not in account_urls])


def _shown(user: User) -> list[dict[str, Any]]:
    return [{"provider": _provider(url), "url": url} for url in user.social_accounts or []]


def _provider(url: str) -> str:
    return PROVIDERS.get((urlsplit(url).hostname or "").removeprefix("www."), "generic")
