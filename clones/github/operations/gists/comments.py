"""Comments on gists; https://docs.github.com/rest/gists/comments."""

from __future__ import annotations

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ...lookups import me
from ...records.gists import Gist, GistComment
from ...refusals import ValidationFailed


@operation("gists/list-comments")
def list_comments(call: Call, gist_id: str) -> Page:
    """GET /gists/{gist_id}/comments"""
    return call.page(GistComment, {"gist": call.get(Gist, gist_id).id})


@operation("gists/create-comment")
def create(call: Call, gist_id: str, body: str) -> GistComment:
    """POST /gists/{gist_id}/comments"""
    gist, actor = call.get(Gist, gist_id), me(call)
    _check(body)
    call.update(gist, comments=gist.comments + 1)
    made = call.create(
        GistComment, gist=gist.id, user=actor, body=body, created_at=call.now, updated_at=call.now
    )  # fmt: skip
    call.headers.append(("Location", f"{call.base}/gists/{gist.id}/comments/{made.id}"))
    return made


def _check(body: str) -> None:
    if not body.strip():
        raise ValidationFailed("GistComment", "body", "missing_field")


@operation("gists/get-comment")
def get(call: Call, gist_id: str, comment_id: int) -> GistComment:
    """GET /gists/{gist_id}/comments/{comment_id}"""
    found = call.get(GistComment, comment_id)
    if found.gist != gist_id:
        raise NotFound(kind="gist_comment")
    return found


@operation("gists/update-comment")
def update(call: Call, gist_id: str, comment_id: int, body: str) -> GistComment:
    """PATCH /gists/{gist_id}/comments/{comment_id}: by its author."""
    found = get(call, gist_id, comment_id)
    if found.user != me(call).id:
        raise NotFound(kind="gist_comment")
    _check(body)
    return call.update(found, body=body, updated_at=call.now)


@operation("gists/delete-comment")
def delete(call: Call, gist_id: str, comment_id: int) -> None:
    """DELETE /gists/{gist_id}/comments/{comment_id}: by its author, or the gist's owner."""
    found, gist = get(call, gist_id, comment_id), call.get(Gist, gist_id)
    if me(call).id not in (found.user, gist.owner):
        raise NotFound(kind="gist_comment")
    call.delete(found)
    call.update(call.get(Gist, gist_id), comments=gist.comments - 1)
