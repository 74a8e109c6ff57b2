"""References, commits, trees, files and tags of a repository; https://docs.github.com/graphql/reference/interfaces#gitobject."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import resolves

from .. import gitstore
from ..git.binary import is_binary
from ..git.objects import DIRECTORY, Entry
from ..git.trees import entries_of, lookup
from ..languages import language_of
from ..nodes import node_id
from ..protections import protection
from ..records.branches import BranchProtection
from ..records.git import Ref, StoredBlob, StoredCommit, StoredTag
from ..records.issues import Issue
from ..records.pulls import PullRequest
from ..records.repositories import Repository
from .lists import narrowed, ordered
from .pages import cut
from .things import Thing, thing

if TYPE_CHECKING:
    from clonery.server.call import Call

HEADS, TAGS = "refs/heads/", "refs/tags/"
_TYPES = {"commit": "Commit", "tree": "Tree", "blob": "Blob", "tag": "Tag"}


def object_of(call: Call, repository: Repository, sha: str) -> Thing | None:
    """The object of that id: a commit, a tree, a file or a tag."""
    kind = gitstore.has(call, repository, sha)
    return thing(_TYPES[kind], repository=repository.id, sha=sha) if kind else None


def where(call: Call, made: Any) -> Repository:
    """The repository of a thing."""
    return call.get(Repository, made.get("repository"))


def stored(call: Call, made: Thing) -> StoredCommit:
    """The commit that a thing shows."""
    return call.get(StoredCommit, f"{gitstore.network(where(call, made))}/{made.get('sha')}")


@resolves("Repository.object")
def found(call: Call, repository: Repository, expression: str | None = None, oid: str | None = None) -> Thing | None:
    """By id, or by an expression: a name of a commit, `name:path`, or `name:` for its tree."""
    if oid is not None:
        return object_of(call, repository, oid)
    name, colon, path = (expression or "").partition(":")
    if not colon:
        ref = next(
            (made for full in (f"{TAGS}{name}", name) if (made := gitstore.find_ref(call, repository, full))), None
        )
        sha = ref.sha if ref else gitstore.seek(call, repository, name) or name
        return object_of(call, repository, sha)
    commit = gitstore.seek(call, repository, name)
    if commit is None:
        return None
    entry = lookup(gitstore.read_tree(call, repository), gitstore.tree_of(call, repository, commit), path)
    return object_of(call, repository, entry.sha) if entry else None


# references


@resolves("Repository.defaultBranchRef")
def default_branch(call: Call, repository: Repository) -> Ref | None:
    return gitstore.find_ref(call, repository, HEADS + repository.default_branch)


@resolves("Repository.ref")
def ref(call: Call, repository: Repository, qualifiedName: str) -> Ref | None:
    """By its full name, or a shorter one of a branch or a tag."""
    names = (qualifiedName, f"refs/{qualifiedName}", HEADS + qualifiedName, TAGS + qualifiedName)
    made = (gitstore.find_ref(call, repository, name) for name in names if name.startswith("refs/"))
    return next((each for each in made if each is not None), None)


@resolves("Repository.refs")
def refs(call: Call, repository: Repository, refPrefix: str, query: str | None = None, **given: Any) -> dict[str, Any]:
    prefix = refPrefix if refPrefix.endswith("/") else f"{refPrefix}/"
    words = (query or "").casefold()
    found = [each for each in gitstore.refs_below(call, repository, prefix) if words in each.name.casefold()]
    order = given.get("orderBy") or {"direction": given.get("direction")}
    if order.get("field") == "TAG_COMMIT_DATE":
        found.sort(key=lambda each: _dated(call, repository, each))
    return cut(found[::-1] if order.get("direction") == "DESC" else found, given)


def _dated(call: Call, repository: Repository, ref: Ref) -> int:
    sha = gitstore.peel(call, repository, ref.sha)
    return gitstore.graph(call, repository)(sha).seconds if sha else 0


def split(name: str) -> tuple[str, str]:
    """A full name as its prefix and the rest."""
    prefix = next((each for each in (HEADS, TAGS, "refs/pull/") if name.startswith(each)), "refs/")
    return prefix, name.removeprefix(prefix)


@resolves("Ref.name")
def ref_name(call: Call, ref: Ref) -> str:
    return split(ref.name)[1]


@resolves("Ref.prefix")
def ref_prefix(call: Call, ref: Ref) -> str:
    return split(ref.name)[0]


@resolves("Ref.target")
def target(call: Call, ref: Ref) -> Thing | None:
    return object_of(call, where(call, ref), ref.sha)


@resolves("Ref.branchProtectionRule")
def rule(call: Call, ref: Ref) -> BranchProtection | None:
    return protection(call, where(call, ref), ref.name.removeprefix(HEADS))


@resolves("Ref.associatedPullRequests")
def of_ref(call: Call, ref: Ref, **given: Any) -> dict[str, Any]:
    """The pull requests that come from this branch."""
    pulls = call.all(PullRequest, {"head_repository": ref.repository, "head_ref": ref.name.removeprefix(HEADS)})
    made = [call.find(Issue, repository=pull.repository, number=pull.number) for pull in pulls]
    return cut(ordered(narrowed(call, [each for each in made if each], given), given), given)


@resolves("Ref.compare")
def compare(call: Call, ref: Ref, headRef: str) -> Thing | None:
    place = where(call, ref)
    base, head = gitstore.peel(call, place, ref.sha), gitstore.seek(call, place, headRef)
    if base is None or head is None:
        return None
    made = gitstore.comparison(call, place, base, head)
    ahead, behind = len(made.ahead), made.behind
    status = (
        "IDENTICAL" if not ahead and not behind else "DIVERGED" if ahead and behind else "AHEAD" if ahead else "BEHIND"
    )
    return thing(
        "Comparison", node=node_id("comparison", place.id, f"{base}...{head}"), repository=place.id, ahead_by=ahead,
        behind_by=behind, status=status, base_target=object_of(call, place, base),
        head_target=object_of(call, place, head), shas=made.ahead[::-1],
    )  # fmt: skip


@resolves("Comparison.commits")
def compared(call: Call, made: Thing, **given: Any) -> dict[str, Any]:
    place = where(call, made)
    return cut(made.get("shas"), given, shown=lambda sha: object_of(call, place, sha), authorCount=0)


# trees, files, tags


@resolves("Tree.entries")
def entries(call: Call, tree: Thing) -> list[Thing]:
    place = where(call, tree)
    return [entry_in(place, each, each.name) for each in entries_of(gitstore.read_tree(call, place), tree.get("sha"))]


def entry_in(repository: Repository, entry: Entry, path: str) -> Thing:
    """One line of a tree."""
    dot = entry.name.rpartition(".")
    return thing(
        "TreeEntry", repository=repository.id, name=entry.name, path=path, mode=int(entry.mode, 8), kind=entry.type,
        oid=entry.sha, extension=f".{dot[2]}" if dot[1] else "", name_raw=b64encode(entry.name.encode()).decode(),
        path_raw=b64encode(path.encode()).decode(), tree=entry.mode == DIRECTORY,
    )  # fmt: skip


@resolves("TreeEntry.type")
def entry_type(call: Call, entry: Thing) -> str:
    return str(entry.get("kind"))


@resolves("TreeEntry.object")
def entry_object(call: Call, entry: Thing) -> Thing | None:
    return object_of(call, where(call, entry), entry.get("oid"))


@resolves("TreeEntry.size")
def entry_size(call: Call, entry: Thing) -> int:
    held = call.peek(StoredBlob, f"{gitstore.network(where(call, entry))}/{entry.get('oid')}")
    return held.size if held else 0


@resolves("TreeEntry.lineCount")
def lines(call: Call, entry: Thing) -> int | None:
    if entry.get("tree"):
        return None
    data = gitstore.read_blob(call, where(call, entry))(entry.get("oid"))
    return None if is_binary(data) else len(data.splitlines())


@resolves("TreeEntry.language")
def entry_language(call: Call, entry: Thing) -> dict[str, Any] | None:
    name = None if entry.get("tree") else language_of(entry.get("path"))
    return language(name) if name else None


def language(name: str) -> dict[str, Any]:
    """A language, by its name alone: colours are not known here."""
    return {"id": node_id("language", name), "name": name, "color": None}


def data_of(call: Call, blob: Thing) -> bytes:
    """A file's content."""
    return gitstore.read_blob(call, where(call, blob))(blob.get("sha"))


@resolves("Blob.byteSize")
def byte_size(call: Call, blob: Thing) -> int:
    return len(data_of(call, blob))


@resolves("Blob.isBinary")
def binary(call: Call, blob: Thing) -> bool:
    return is_binary(data_of(call, blob))


@resolves("Blob.text")
def text(call: Call, blob: Thing) -> str | None:
    data = data_of(call, blob)
    return None if is_binary(data) else data.decode("utf-8", "replace")


def tag_of(call: Call, made: Thing) -> StoredTag:
    return call.get(StoredTag, f"{gitstore.network(where(call, made))}/{made.get('sha')}")


@resolves("Tag.name")
def tag_name(call: Call, made: Thing) -> str:
    return tag_of(call, made).name


@resolves("Tag.message")
def tag_message(call: Call, made: Thing) -> str:
    return tag_of(call, made).message


@resolves("Tag.target")
def tag_target(call: Call, made: Thing) -> Thing | None:
    return object_of(call, where(call, made), tag_of(call, made).object)
