"""Fields of commits: words, people, changes, history; https://docs.github.com/graphql/reference/objects#commit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import resolves
from clonery.server.problems import NotFound

from .. import gitstore
from ..composing import paged, run
from ..git.blame import blame as blamed
from ..git.trees import lookup
from ..operations.commits.commits import between
from ..records.commits import CommitComment
from ..records.issues import Issue
from ..records.people import User
from ..records.repositories import Repository
from ..shapes.commits import WEB_FLOW, account, email_of
from ..shapes.diffs import files, stats
from ..shapes.repositories import html_url
from .code import entry_in, stored, where
from .lists import ordered
from .nodes import find
from .pages import cut
from .things import Thing, thing

if TYPE_CHECKING:
    from clonery.server.call import Call

_OBJECTS = ("Commit", "Tree", "Blob", "Tag")


def of_objects(field: str) -> tuple[str, ...]:
    """The field of every kind of git object."""
    return tuple(f"{type}.{field}" for type in _OBJECTS)


@resolves(*of_objects("oid"))
def oid(call: Call, made: Thing) -> str:
    return str(made.get("sha"))


@resolves(*of_objects("abbreviatedOid"))
def short_oid(call: Call, made: Thing) -> str:
    return str(made.get("sha"))[:7]


@resolves(*of_objects("commitUrl"))
def commit_page(call: Call, made: Thing) -> str:
    return f"{html_url(call, made.get('repository'))}/commit/{made.get('sha')}"


@resolves("Commit.treeUrl")
def tree_page(call: Call, commit: Thing) -> str:
    return f"{html_url(call, commit.get('repository'))}/tree/{commit.get('sha')}"


@resolves("Commit.zipballUrl")
def zipball(call: Call, commit: Thing) -> str:
    return f"{html_url(call, commit.get('repository'))}/zipball/{commit.get('sha')}"


@resolves("Commit.tarballUrl")
def tarball(call: Call, commit: Thing) -> str:
    return f"{html_url(call, commit.get('repository'))}/tarball/{commit.get('sha')}"


@resolves("Commit.message")
def message(call: Call, commit: Thing) -> str:
    return stored(call, commit).message


@resolves("Commit.messageHeadline", "Commit.messageHeadlineHTML")
def headline(call: Call, commit: Thing) -> str:
    return stored(call, commit).message.partition("\n")[0]


@resolves("Commit.messageBody", "Commit.messageBodyHTML")
def message_body(call: Call, commit: Thing) -> str:
    return stored(call, commit).message.partition("\n")[2].strip("\n")


# people and times


def actor(call: Call, fields: dict[str, Any]) -> Thing:
    """Who an author's or committer's line names, and when."""
    found = account(call, fields)
    picture = found["avatar_url"] if found else f"{call.base}/avatars/e?email={fields['email']}"
    zone = timezone(timedelta(minutes=fields["offset"]))
    date = datetime.fromtimestamp(fields["seconds"], zone).isoformat()
    return thing(
        "GitActor", name=fields["name"], email=fields["email"], date=date.replace("+00:00", "Z"), avatar_url=picture,
        user=call.find(User, login=found["login"]) if found else None,
    )  # fmt: skip


@resolves("Commit.author")
def author(call: Call, commit: Thing) -> Thing:
    return actor(call, stored(call, commit).author)


@resolves("Commit.committer")
def committer(call: Call, commit: Thing) -> Thing:
    return actor(call, stored(call, commit).committer)


@resolves("Tag.tagger")
def tagger(call: Call, made: Thing) -> Thing:
    from .code import tag_of

    return actor(call, tag_of(call, made).tagger)


@resolves("Commit.authors")
def authors(call: Call, commit: Thing, **given: Any) -> dict[str, Any]:
    """The author, and those whom the message names beside them."""
    held = stored(call, commit)
    found = [held.author]
    for line in held.message.splitlines():
        label, _, rest = line.partition(":")
        if label.strip().lower() == "co-authored-by" and "<" in rest:
            name, _, email = rest.strip().partition("<")
            found.append({**held.author, "name": name.strip(), "email": email.rstrip("> ")})
    return cut([actor(call, each) for each in found], given)


@resolves("Commit.authoredByCommitter")
def by_committer(call: Call, commit: Thing) -> bool:
    held = stored(call, commit)
    return bool(held.author["email"] == held.committer["email"])


@resolves("Commit.committedViaWeb")
def via_web(call: Call, commit: Thing) -> bool:
    return bool(stored(call, commit).committer["email"] == WEB_FLOW)


def instant(seconds: int) -> str:
    """Seconds since 1970 as the API shows times."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@resolves("Commit.authoredDate")
def authored(call: Call, commit: Thing) -> str:
    return instant(stored(call, commit).author["seconds"])


@resolves("Commit.committedDate")
def committed(call: Call, commit: Thing) -> str:
    return instant(stored(call, commit).committer["seconds"])


# what it holds and changes


@resolves("Commit.tree")
def tree(call: Call, commit: Thing) -> Thing:
    return thing("Tree", repository=commit.get("repository"), sha=stored(call, commit).tree)


@resolves("Commit.file")
def file(call: Call, commit: Thing, path: str) -> Thing | None:
    place = where(call, commit)
    entry = lookup(gitstore.read_tree(call, place), stored(call, commit).tree, path)
    return entry_in(place, entry, path) if entry else None


@resolves("Commit.parents")
def parents(call: Call, commit: Thing, **given: Any) -> dict[str, Any]:
    of = commit.get("repository")
    return cut(stored(call, commit).parents, given, shown=lambda sha: thing("Commit", repository=of, sha=sha))


def changes(call: Call, commit: Thing) -> list[Any]:
    """The files that a commit changes against its first parent, compared once a call."""
    key = ("changes", commit.get("repository"), commit.get("sha"))
    if key not in call.memo:
        place, held = where(call, commit), stored(call, commit)
        before = gitstore.tree_of(call, place, held.parents[0]) if held.parents else None
        call.memo[key] = files(call, place, before, held.tree)
    made: list[Any] = call.memo[key]
    return made


@resolves("Commit.additions")
def additions(call: Call, commit: Thing) -> int:
    return stats(changes(call, commit))["additions"]


@resolves("Commit.deletions")
def deletions(call: Call, commit: Thing) -> int:
    return stats(changes(call, commit))["deletions"]


@resolves("Commit.changedFiles", "Commit.changedFilesIfAvailable")
def changed_files(call: Call, commit: Thing) -> int:
    return len(changes(call, commit))


@resolves("Commit.history")
def history(
    call: Call, commit: Thing, path: str = "", author: dict[str, Any] | None = None, since: str = "", until: str = "",
    **given: Any,
) -> dict[str, Any]:  # fmt: skip
    """What lies behind a commit, newest first."""
    place, of = where(call, commit), commit.get("repository")
    found = gitstore.history(call, place, commit.get("sha"), (path or "").strip("/"))
    found = between(call, place, found, since, until)
    if author:
        wanted = {email.lower() for email in author.get("emails") or ()}
        if author.get("id"):
            wanted |= email_of(call, find(call, author["id"], "User").login)
        found = tuple(sha for sha, by, _ in gitstore.people(call, place, found) if by in wanted)
    return cut(found, given, shown=lambda sha: thing("Commit", repository=of, sha=sha))


@resolves("Commit.blame")
def blame(call: Call, commit: Thing, path: str) -> dict[str, Any]:
    """Which commit each stretch of a file's lines comes from."""
    place, of = where(call, commit), commit.get("repository")
    node = gitstore.graph(call, place)
    if lookup(gitstore.read_tree(call, place), stored(call, commit).tree, path) is None:
        raise NotFound(f"path {path} does not exist")
    found = blamed(node, gitstore.read_tree(call, place), gitstore.read_blob(call, place), commit.get("sha"), path)
    ages = sorted({node(each.sha).seconds for each in found}, reverse=True)
    return {
        "ranges": [
            {
                "commit": thing("Commit", repository=of, sha=each.sha), "startingLine": each.start,
                "endingLine": each.end, "age": min(ages.index(node(each.sha).seconds) + 1, 10),
            }
            for each in found
        ]
    }  # fmt: skip


@resolves("Commit.comments")
def comments(call: Call, commit: Thing, **given: Any) -> dict[str, Any]:
    found = call.all(CommitComment, {"repository": commit.get("repository"), "commit": commit.get("sha")})
    return cut(found, given)


@resolves("CommitComment.commit")
def commented(call: Call, comment: CommitComment) -> Thing:
    return thing("Commit", repository=comment.repository, sha=comment.commit)


@resolves("Repository.commitComments")
def in_repository(call: Call, repository: Repository, **given: Any) -> dict[str, Any]:
    return cut(call.all(CommitComment, {"repository": repository.id}), given)


@resolves("Commit.associatedPullRequests")
def pulls(call: Call, commit: Thing, **given: Any) -> dict[str, Any]:
    """As REST finds them: those that merged it, else the open ones that hold it."""
    place = where(call, commit)
    owner = call.get(User, place.owner).login
    paged(call, 1, 100)
    page = run(
        call, "repos/list-pull-requests-associated-with-commit", owner=owner, repo=place.name,
        commit_sha=commit.get("sha"),
    )  # fmt: skip
    made = [call.find(Issue, repository=pull.repository, number=pull.number) for pull in page.items]
    return cut(ordered([each for each in made if each], given), given)


@resolves("Commit.signature")
def signature(call: Call, commit: Thing) -> dict[str, Any] | None:
    """A signature that is there, whose key nobody here knows."""
    held = stored(call, commit)
    if not held.signature:
        return None
    return {
        "__typename": "GpgSignature", "email": held.committer["email"], "isValid": False, "state": "UNKNOWN_KEY",
        "signature": held.signature, "payload": "", "signer": None, "wasSignedByGitHub": False, "keyId": None,
        "verifiedAt": None,
    }  # fmt: skip
