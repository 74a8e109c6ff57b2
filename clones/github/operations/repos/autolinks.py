"""Prefixes that turn into links; https://docs.github.com/rest/repos/autolinks."""

from __future__ import annotations

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ...lookups import find_repository
from ...records.repositories import Autolink
from ...refusals import ValidationFailed


@operation("repos/list-autolinks")
def list_autolinks(call: Call, owner: str, repo: str) -> Page:
    """GET /repos/{owner}/{repo}/autolinks"""
    return call.slice(call.all(Autolink, {"repository": find_repository(call, owner, repo, "admin").id}))


@operation("repos/create-autolink")
def create(
    call: Call, owner: str, repo: str, key_prefix: str, url_template: str, is_alphanumeric: bool = True
) -> Autolink:
    """POST /repos/{owner}/{repo}/autolinks"""
    repository = find_repository(call, owner, repo, "admin")
    if "<num>" not in url_template or not url_template.startswith(("http://", "https://")):
        message = "url_template must be a valid URL and include a <num> token"
        raise ValidationFailed("KeyLink", "url_template", "custom", message)
    if call.find(Autolink, repository=repository.id, key_prefix=key_prefix):
        raise ValidationFailed("KeyLink", "key_prefix", "already_exists")
    made = call.create(
        Autolink, repository=repository, key_prefix=key_prefix, url_template=url_template,
        is_alphanumeric=is_alphanumeric, updated_at=call.now,
    )  # fmt: skip
    call.headers.append(("Location", f"{call.base}/repos/{owner}/{repo}/autolinks/{made.id}"))
    return made


@operation("repos/get-autolink")
def get(call: Call, owner: str, repo: str, autolink_id: int) -> Autolink:
    """GET /repos/{owner}/{repo}/autolinks/{autolink_id}"""
    found = call.get(Autolink, autolink_id)
    if found.repository != find_repository(call, owner, repo, "admin").id:
        raise NotFound(kind="autolink")
    return found


@operation("repos/delete-autolink")
def delete(call: Call, owner: str, repo: str, autolink_id: int) -> None:
    """DELETE /repos/{owner}/{repo}/autolinks/{autolink_id}"""
    call.delete(get(call, owner, repo, autolink_id))
