"""What the API says of itself; https://docs.github.com/rest/meta/meta."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.request import Answer

from ..dialect import VERSIONS

_ROOT = {
    "current_user_url": "/user",
    "current_user_authorizations_html_url": "/settings/connections/applications{/client_id}",
    "authorizations_url": "/authorizations", "emails_url": "/user/emails", "emojis_url": "/emojis",
    "code_search_url": "/search/code?q={query}{&page,per_page,sort,order}",
    "commit_search_url": "/search/commits?q={query}{&page,per_page,sort,order}", "events_url": "/events",
    "feeds_url": "/feeds", "followers_url": "/user/followers", "following_url": "/user/following{/target}",
    "gists_url": "/gists{/gist_id}", "hub_url": "/hub",
    "issue_search_url": "/search/issues?q={query}{&page,per_page,sort,order}", "issues_url": "/issues",
    "keys_url": "/user/keys",
    "label_search_url": "/search/labels?q={query}&repository_id={repository_id}{&page,per_page}",
    "notifications_url": "/notifications", "organization_url": "/orgs/{org}",
    "organization_repositories_url": "/orgs/{org}/repos{?type,page,per_page,sort}",
    "organization_teams_url": "/orgs/{org}/teams", "public_gists_url": "/gists/public", "rate_limit_url": "/rate_limit",
    "repository_url": "/repos/{owner}/{repo}",
    "repository_search_url": "/search/repositories?q={query}{&page,per_page,sort,order}",
    "current_user_repositories_url": "/user/repos{?type,page,per_page,sort}",
    "starred_url": "/user/starred{/owner}{/repo}",
    "starred_gists_url": "/gists/starred", "topic_search_url": "/search/topics?q={query}{&page,per_page}",
    "user_url": "/users/{user}", "user_organizations_url": "/user/orgs",
    "user_repositories_url": "/users/{user}/repos{?type,page,per_page,sort}",
    "user_search_url": "/search/users?q={query}{&page,per_page,sort,order}",
}  # fmt: skip
_ZEN = (
    "A small change is read; a large one is skimmed.",
    "Say why in the message, the diff says what.",
    "What is not tested is only hoped for.",
    "Leave the branch tidier than it was.",
)
_CAT = """\
    /\\_____/\\
   (  o   o  )
    \\   ^   /    {}
     |     |
    /|_|_|_|\\
"""


@operation("meta/root")
def root(call: Call) -> dict[str, str]:
    """GET /"""
    return {name: call.base + path for name, path in _ROOT.items()}


@operation("meta/get")
def get(call: Call) -> dict[str, Any]:
    """GET /meta: everything here comes from the machine itself."""
    here = ["127.0.0.0/8", "::1/128"]
    return {
        "verifiable_password_authentication": False, "hooks": here, "web": here, "api": here, "git": here,
        "pages": here, "importer": here, "actions": here, "dependabot": here,
    }  # fmt: skip


@operation("meta/get-all-versions")
def versions(call: Call) -> list[str]:
    """GET /versions"""
    return list(VERSIONS)


@operation("meta/get-zen")
def zen(call: Call) -> Answer:
    """GET /zen"""
    return text(_said(call))


@operation("meta/get-octocat")
def octocat(call: Call, s: str = "") -> Answer:
    """GET /octocat: a cat that says `s`."""
    return text(_CAT.format(s or _said(call)), "application/octocat-stream")


def _said(call: Call) -> str:
    """A sentence of ours, another one with another call."""
    return _ZEN[int(call.request_id[:4], 16) % len(_ZEN)]


def text(body: str, kind: str = "text/plain") -> Answer:
    """An answer that is no JSON."""
    return Answer(200, body.encode(), [("Content-Type", f"{kind}; charset=utf-8")], json=False)
