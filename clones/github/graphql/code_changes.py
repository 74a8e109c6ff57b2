"""Mutations of references and files; https://docs.github.com/graphql/reference/mutations#createcommitonbranch."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING, Any

from clonery.server.graphql.graph import answers, resolves
from clonery.server.problems import Problem

from .. import gitstore
from ..git.refusal import GitRefusal
from ..lookups import find_repository, me, require
from ..merging import web_flow
from ..nodes import node_id
from ..protections import guard
from ..records.git import Ref
from ..records.issues import Issue
from ..records.repositories import Repository
from ..refusals import Unprocessable
from .changing import again, allowed, doing, done, named, noted
from .code import HEADS, object_of
from .nodes import find, missing, parts
from .pages import cut
from .things import Thing, thing

if TYPE_CHECKING:
    from clonery.server.call import Call

NO_OID = "0" * 40


@answers("mutation.createRef")
def create(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    place: Repository = find(call, input["repositoryId"], "Repository")
    doing(call, "git/create-ref", **named(call, place), ref=input["name"], sha=input["oid"])
    return done(call, input, ref=gitstore.find_ref(call, place, input["name"]))


def _below(ref: Ref) -> str:
    """A reference as the paths of REST name it."""
    return ref.name.removeprefix("refs/")


@answers("mutation.updateRef")
def update(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    ref: Ref = find(call, input["refId"], "Ref")
    place = call.get(Repository, ref.repository)
    force = bool(input.get("force"))
    doing(call, "git/update-ref", **named(call, place), ref=_below(ref), sha=input["oid"], force=force)
    return done(call, input, ref=gitstore.find_ref(call, place, ref.name))


@answers("mutation.deleteRef")
def delete(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    ref: Ref = find(call, input["refId"], "Ref")
    doing(call, "git/delete-ref", **named(call, call.get(Repository, ref.repository)), ref=_below(ref))
    return done(call, input)


@answers("mutation.updateRefs")
def update_all(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """Several at once: made, moved or (to an id of zeros) deleted, all or none."""
    place: Repository = find(call, input["repositoryId"], "Repository")
    there = named(call, place)
    for each in input["refUpdates"]:
        held, name = gitstore.find_ref(call, place, each["name"]), each["name"].removeprefix("refs/")
        if each.get("beforeOid") and each["beforeOid"] != (held.sha if held else NO_OID):
            raise Unprocessable(f"{each['name']} is not at {each['beforeOid']}")
        if each["afterOid"] == NO_OID:
            doing(call, "git/delete-ref", **there, ref=name)
        elif held is None:
            doing(call, "git/create-ref", **there, ref=each["name"], sha=each["afterOid"])
        else:
            doing(call, "git/update-ref", **there, ref=name, sha=each["afterOid"], force=bool(each.get("force")))
    return done(call, input)


@answers("mutation.createCommitOnBranch")
def commit(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """Files written and deleted in one commit on a branch, which must be where the caller last saw it."""
    place, name = _branch(call, input["branch"])
    allowed(call, "repos/create-or-update-file-contents")
    try:
        find_repository(call, **named(call, place), need="push")
        made = _committed(call, place, name, input)
    except Problem as problem:
        raise noted(problem, call.operation) from None
    ref = gitstore.find_ref(call, place, HEADS + name)
    return done(call, input, commit=object_of(call, place, made), ref=ref)


def _branch(call: Call, given: dict[str, Any]) -> tuple[Repository, str]:
    """The repository and the branch's name, from its id or from names."""
    if given.get("id"):
        ref: Ref = find(call, given["id"], "Ref")
        return call.get(Repository, ref.repository), ref.name.removeprefix(HEADS)
    whole, name = given.get("repositoryNameWithOwner") or "", (given.get("branchName") or "").removeprefix(HEADS)
    owner, _, repo = whole.partition("/")
    try:
        place = find_repository(call, owner, repo)
    except Problem:
        raise missing(f"Could not resolve to a Repository with the name '{whole}'.") from None
    if gitstore.branch_head(call, place, name) is None:
        raise missing(f'No branch named "{name}" in repository "{whole}".')
    return place, name


def _committed(call: Call, place: Repository, name: str, input: dict[str, Any]) -> str:
    head = gitstore.branch_head(call, place, name)
    if head != input["expectedHeadOid"]:
        words = f'Expected branch to point to "{input["expectedHeadOid"]}" but it points to "{head}".'
        stale = Unprocessable(f"{words} Pull and try again.")
        stale.code = "STALE_DATA"
        raise stale
    changes = input.get("fileChanges") or {}
    try:
        files: dict[str, Any] = {each["path"]: None for each in changes.get("deletions") or ()}
        files |= {each["path"]: b64decode(each["contents"], validate=True) for each in changes.get("additions") or ()}
    except ValueError:
        raise Unprocessable("A file's contents are not valid Base64.") from None
    guard(call, place, HEADS + name, head, "")
    message = input["message"]["headline"]
    if input["message"].get("body"):
        message += f"\n\n{input['message']['body']}"
    try:
        made = gitstore.commit_files(
            call, place, name, files, message, author=gitstore.identity(call, me(call)), committer=web_flow(call)
        )
    except GitRefusal as refusal:
        raise Unprocessable(f"A path for {refusal.code} was requested which can't be changed.") from None
    return made.sha


@answers("mutation.mergeBranch")
def merge(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    place: Repository = find(call, input["repositoryId"], "Repository")
    base = input["base"].removeprefix(HEADS)
    doing(
        call, "repos/merge", **named(call, place), base=base, head=input["head"],
        commit_message=input.get("commitMessage"),
    )  # fmt: skip
    head = gitstore.branch_head(call, place, base)
    return done(call, input, mergeCommit=object_of(call, place, head) if head else None)


@answers("mutation.createLinkedBranch")
def linked_branch(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """A branch for an issue, by default named after it."""
    issue: Issue = find(call, input["issueId"], "Issue")
    given = input.get("repositoryId")
    place: Repository = find(call, given, "Repository") if given else call.get(Repository, issue.repository)
    words = "".join(letter if letter.isalnum() else "-" for letter in issue.title.lower())
    name = input.get("name") or f"{issue.number}-{'-'.join(part for part in words.split('-') if part)}"
    doing(call, "git/create-ref", **named(call, place), ref=HEADS + name, sha=input["oid"])
    made = _linked(call, issue, gitstore.find_ref(call, place, HEADS + name))
    return done(call, input, issue=again(call, issue), linkedBranch=made)


def _linked(call: Call, issue: Issue, ref: Ref | None) -> Any:
    if ref is None:
        return None
    call.update(issue, branches=[*(issue.branches or []), ref.id])
    return branch_of(ref)


def branch_of(ref: Ref) -> Thing:
    """A branch that is linked to an issue."""
    return thing("LinkedBranch", node=node_id("linked_branch", ref.repository, ref.id), ref=ref)


@resolves("Issue.linkedBranches")
def linked_branches(call: Call, issue: Issue, **given: Any) -> dict[str, Any]:
    found = [call.peek(Ref, id) for id in issue.branches or ()]
    return cut([each for each in found if each is not None], given, shown=branch_of)


@answers("mutation.deleteLinkedBranch")
def unlink(call: Call, input: dict[str, Any]) -> dict[str, Any]:
    """The branch itself stays."""
    kind, numbers, _ = parts(input["linkedBranchId"])
    held = [each for each in call.all(Issue) if kind == "linked_branch" and numbers[-1] in (each.branches or ())]
    for issue in held:
        allowed(call, "issues/update")
        require(call, call.get(Repository, issue.repository), "push")
        call.update(issue, branches=[id for id in issue.branches or () if id != numbers[-1]])
    return done(call, input, issue=again(call, held[0]) if held else None)
