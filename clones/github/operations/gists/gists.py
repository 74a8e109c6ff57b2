"""Gists; https://docs.github.com/rest/gists/gists."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound
from clonery.server.state.query import gte

from ...gist_versions import keep
from ...lookups import find_user, me
from ...records.gists import Gist, GistRevision, GistStar
from ...refusals import Unprocessable, ValidationFailed
from ...shapes.gists import at_revision


@operation("gists/list")
def list_mine(call: Call, since: str = "") -> Page:
    """GET /gists: the caller's own; without a token the public ones."""
    return _listed(call, {"owner": call.actor.id} if call.actor is not None else {"public": True}, since)


@operation("gists/list-public")
def list_public(call: Call, since: str = "") -> Page:
    """GET /gists/public"""
    return _listed(call, {"public": True}, since)


@operation("gists/list-for-user")
def list_of_user(call: Call, username: str, since: str = "") -> Page:
    """GET /users/{username}/gists: the public ones."""
    return _listed(call, {"owner": find_user(call, username).id, "public": True}, since)


def _listed(call: Call, where: dict[str, Any], since: str) -> Page:
    if since:
        where["updated_at"] = gte(since)
    return call.page(Gist, where, "-created_at")


@operation("gists/list-starred")
def list_starred(call: Call, since: str = "") -> Page:
    """GET /gists/starred"""
    stars = call.all(GistStar, {"user": me(call).id}, "-rid")
    found = [call.get(Gist, star.gist) for star in stars]
    return call.slice([gist for gist in found if not since or gist.updated_at >= since])


@operation("gists/create")
def create(call: Call, files: dict[str, Any], description: str | None = None, public: Any = False) -> Gist:
    """POST /gists"""
    texts = {_name(name): file["content"] for name, file in files.items()}
    if not texts or not all(text.strip() for text in texts.values()):
        raise ValidationFailed("Gist", "files", "missing_field")
    return _made(call, texts, description, str(public).lower() == "true")


def _made(call: Call, files: dict[str, str], description: str | None, public: bool, **more: Any) -> Gist:
    made = call.create(
        Gist, id=call.new_uuid().replace("-", ""), owner=me(call), description=description, public=public,
        files=dict(sorted(files.items())), created_at=call.now, updated_at=call.now, **more,
    )  # fmt: skip
    keep(call, made, me(call))
    call.headers.append(("Location", f"{call.base}/gists/{made.id}"))
    return made


def _name(name: str) -> str:
    if not name.strip() or "/" in name or name in (".", "..", ".git"):
        raise ValidationFailed("Gist", "files", "custom", f"{name!r} is no name for a file")
    return name


@operation("gists/get")
def get(call: Call, gist_id: str) -> Gist:
    """GET /gists/{gist_id}: a secret one too, by whoever knows its id."""
    return call.get(Gist, gist_id)


def own(call: Call, gist_id: str) -> Gist:
    """A gist of the caller's. Raises NotFound for another's."""
    found = call.get(Gist, gist_id)
    if found.owner != me(call).id:
        raise NotFound(kind="gist")
    return found


@operation("gists/update")
def update(call: Call, gist_id: str, description: str | None = None, files: dict[str, Any] | None = None) -> Gist:
    """PATCH /gists/{gist_id}: files that are not named stay, those that are null go."""
    gist = own(call, gist_id)
    if description is None and files is None:
        raise Unprocessable("Nothing to change: give a description or files.")
    changes: dict[str, Any] = {} if description is None else {"description": description}
    before = gist.files
    texts = dict(before)
    for name, file in (files or {}).items():
        _edit(texts, name, file)
    if not texts:
        raise ValidationFailed("Gist", "files", "missing_field")
    texts = dict(sorted(texts.items()))
    gist = call.update(gist, **changes, files=texts, updated_at=call.now)
    if texts != before:
        keep(call, gist, me(call))
    return gist


def _edit(texts: dict[str, str], name: str, file: dict[str, Any] | None) -> None:
    """One file: gone, renamed, rewritten or new."""
    if not file:
        if texts.pop(name, None) is None:
            raise ValidationFailed("Gist", "files", "missing", value=name)
        return
    new = _name(file.get("filename") or name)
    text = file.get("content", texts.get(name))
    if text is None or not text.strip():
        raise ValidationFailed("Gist", "files", "missing_field", value=name)
    texts.pop(name, None)
    texts[new] = text


@operation("gists/delete")
def delete(call: Call, gist_id: str) -> None:
    """DELETE /gists/{gist_id}"""
    call.delete(own(call, gist_id))


@operation("gists/list-commits")
def list_commits(call: Call, gist_id: str) -> Page:
    """GET /gists/{gist_id}/commits: newest first."""
    return call.page(GistRevision, {"gist": call.get(Gist, gist_id).id}, "-rid")


@operation("gists/get-revision")
def get_revision(call: Call, gist_id: str, sha: str) -> dict[str, Any]:
    """GET /gists/{gist_id}/{sha}"""
    gist = call.get(Gist, gist_id)
    version = call.find(GistRevision, gist=gist.id, version=sha)
    if version is None:
        raise NotFound(kind="gist_revision")
    return at_revision(call, gist, version)


@operation("gists/list-forks")
def list_forks(call: Call, gist_id: str) -> Page:
    """GET /gists/{gist_id}/forks"""
    return call.page(Gist, {"fork_of": call.get(Gist, gist_id).id}, "created_at")


@operation("gists/fork")
def fork(call: Call, gist_id: str) -> Gist:
    """POST /gists/{gist_id}/forks: who has one is given that one."""
    gist, actor = call.get(Gist, gist_id), me(call)
    if gist.owner == actor.id:
        raise Unprocessable("You cannot fork your own gist.")
    there = call.first(Gist, {"fork_of": gist.id, "owner": actor.id})
    return there or _made(call, gist.files, gist.description, gist.public, fork_of=gist.id)


@operation("gists/check-is-starred")
def check_star(call: Call, gist_id: str) -> None:
    """GET /gists/{gist_id}/star"""
    if call.find(GistStar, user=me(call).id, gist=call.get(Gist, gist_id).id) is None:
        raise NotFound(kind="gist_star")


@operation("gists/star")
def star(call: Call, gist_id: str) -> None:
    """PUT /gists/{gist_id}/star"""
    actor, gist = me(call), call.get(Gist, gist_id)
    if call.find(GistStar, user=actor.id, gist=gist.id) is None:
        call.create(GistStar, gist=gist.id, user=actor)


@operation("gists/unstar")
def unstar(call: Call, gist_id: str) -> None:
    """DELETE /gists/{gist_id}/star"""
    found = call.find(GistStar, user=me(call).id, gist=call.get(Gist, gist_id).id)
    if found is not None:
        call.delete(found)
