"""How repositories come to be, change their names and go; https://docs.github.com/rest/repos/repos."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.problems import MissingScope

from . import scopes
from .gitignores import TEMPLATES
from .gitstore import commit_files
from .licences.table import LICENCES, filled
from .lookups import me
from .records.issues import Label
from .records.people import User
from .records.repositories import Redirect, Repository
from .records.teams import TeamRepository
from .refusals import Unprocessable, ValidationFailed

if TYPE_CHECKING:
    from clonery.server.call import Call

FIRST_MESSAGE = "Initial commit"
FIRST_LABELS = (
    ("bug", "d73a4a", "Something isn't working"),
    ("documentation", "0075ca", "Improvements or additions to documentation"),
    ("duplicate", "cfd3d7", "This issue or pull request already exists"),
    ("enhancement", "a2eeef", "New feature or request"),
    ("good first issue", "7057ff", "Good for newcomers"),
    ("help wanted", "008672", "Extra attention is needed"),
    ("invalid", "e4e669", "This doesn't seem right"),
    ("question", "d876e3", "Further information is requested"),
    ("wontfix", "ffffff", "This will not be worked on"),
)
"""The labels that every new repository has: name, colour, description."""


def refuse_name(message: str) -> Unprocessable:
    """The refusal of a name for a new repository."""
    entry = {"resource": "Repository", "code": "custom", "field": "name", "message": message}
    return Unprocessable("Repository creation failed.", [entry])


def clean_name(name: str) -> str:
    """A name as GitHub keeps it: what is no letter, digit, dot, dash or underscore becomes a dash."""
    made = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "._-") else "-" for letter in name)
    made = made.removesuffix(".git")
    if not made.strip("-.") or len(made) > 100:
        raise refuse_name("name is too long (maximum is 100 characters)" if len(made) > 100 else "name can't be blank")
    return made


def new_repository(call: Call, owner: User, name: str, fields: dict[str, Any]) -> Repository:
    """Store a repository of `owner`, with its first commit where one is asked for.

    Raises Unprocessable for a bad or taken name, ValidationFailed for unknown templates, MissingScope for private ones.
    """
    name = clean_name(name)
    if call.find(Repository, owner=owner.id, name=name):
        raise refuse_name("name already exists on this account")
    kept = {key: value for key, value in fields.items() if key in Repository.FIELDS and value is not None}
    visibility = fields.get("visibility")
    if visibility is not None:
        kept["private"] = visibility != "public"
    if kept.get("private") and not scopes.holds(call, "repo"):
        assert call.credential is not None, "only those with a token write"
        raise MissingScope(needed=["repo"], provided=list(call.credential.scopes or ()))
    forget_redirect(call, owner, name)
    stamps = {"created_at": call.now, "updated_at": call.now, "pushed_at": call.now}
    defaults: dict[str, Any] = {"topics": [], "languages": {}, "security": {}}
    record = call.create(Repository, owner=owner, name=name, **{**defaults, **kept, **stamps})
    for label, color, description in FIRST_LABELS:
        call.create(Label, repository=record, name=label, color=color, description=description, default=True)
    call.memo.clear()
    call.emit("repository", action="created", repository=record)
    return _begin(call, record, fields)


def _begin(call: Call, repository: Repository, fields: dict[str, Any]) -> Repository:
    """Make the first commit of what was asked for: a README, a .gitignore, a LICENSE."""
    files: dict[str, bytes] = {}
    if fields.get("auto_init"):
        lines = [f"# {repository.name}", *([repository.description] if repository.description else [])]
        files["README.md"] = "\n".join(lines).encode()
    template = fields.get("gitignore_template")
    if template:
        if template not in TEMPLATES:
            raise ValidationFailed("Repository", "gitignore_template", "invalid", value=template)
        files[".gitignore"] = TEMPLATES[template].encode()
    key = fields.get("license_template")
    if key:
        licence = LICENCES.get(key.lower())
        if licence is None:
            raise ValidationFailed("Repository", "license_template", "invalid", value=key)
        actor = me(call)
        files["LICENSE"] = filled(licence, str(call.now)[:4], actor.name or actor.login).encode()
        repository = call.update(repository, license=licence.spdx)
    if files:
        commit_files(call, repository, repository.default_branch, files, FIRST_MESSAGE)
    return call.get(Repository, repository.id)


def leave_redirect(call: Call, repository: Repository) -> None:
    """Let the name that a repository has now lead to it once it has another."""
    owner = call.get(User, repository.owner)
    forget_redirect(call, owner, repository.name)
    call.create(Redirect, owner=owner.login, name=repository.name, repository=repository.id)


def forget_redirect(call: Call, owner: User, name: str) -> None:
    """End what leads on from a name, since it is a repository's own again."""
    old = call.find(Redirect, owner=owner.login, name=name)
    if old is not None:
        call.delete(old)


def drop(call: Call, repository: Repository) -> None:
    """Delete a repository with all that names it; its forks live on."""
    call.emit("repository", action="deleted", repository=repository)
    for grant in call.all(TeamRepository, {"repository": repository.id}):
        call.delete(grant)
    for redirect in call.all(Redirect, {"repository": repository.id}):
        call.delete(redirect)
    parent = call.peek(Repository, repository.parent)
    if parent is not None:
        call.update(parent, forks=max(parent.forks - 1, 0))
    call.delete(repository)
