"""Tools for discussions, their categories and comments; https://github.com/github/github-mcp-server."""

# ruff: noqa: N803 — arguments have the vendor's names

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import tool
from clonery.server.problems import Invalid

from ..graphql import discussion_changes as changes
from ..graphql import discussions as held
from ..graphql.nodes import id_of
from ..graphql.pages import cut
from ..lookups import find_repository
from ..records.discussions import Discussion, DiscussionComment
from ..records.people import User
from ..records.repositories import Repository
from ..shapes.repositories import html_url

OWNERS_OWN = ".github"
"""The repository whose discussions are the owner's, where a tool names none."""
_SIZE = 30


def _place(call: Call, discussion: Discussion) -> str:
    return f"{html_url(call, discussion.repository)}/discussions/{discussion.number}"


def _brief(call: Call, discussion: Discussion) -> dict[str, Any]:
    return {
        "number": discussion.number, "title": discussion.title, "html_url": _place(call, discussion),
        "user": {"login": call.get(User, discussion.user).login},
        "category": {"name": held.category_of(call, discussion).name},
        "created_at": discussion.created_at, "updated_at": discussion.updated_at,
    }  # fmt: skip


def _paged(word: str, found: dict[str, Any], items: list[Any]) -> dict[str, Any]:
    return {word: items, "pageInfo": found["pageInfo"], "totalCount": found["totalCount"]}


def _given(size: float | None, after: str) -> dict[str, Any]:
    return {"first": min(int(size or _SIZE), 100), "after": after or None}


@tool("list_discussions")
def list_discussions(
    call: Call, owner: str, repo: str = "", category: str = "", orderBy: str = "UPDATED_AT", direction: str = "DESC",
    perPage: float | None = None, after: str = "",
) -> dict[str, Any]:  # fmt: skip
    """The discussions of a repository, those of one category if its id is named."""
    repository = find_repository(call, owner, repo or OWNERS_OWN)
    found = call.all(Discussion, {"repository": repository.id})
    if category:
        found = [each for each in found if id_of(held.category_of(call, each)) == category]
    field = "created_at" if orderBy == "CREATED_AT" else "updated_at"
    found.sort(key=lambda each: (each.doc[field], each.number), reverse=direction == "DESC")
    page = cut(found, _given(perPage, after))
    return _paged("discussions", page, [_brief(call, each) for each in page["nodes"]])


@tool("get_discussion")
def get_discussion(call: Call, owner: str, repo: str, discussionNumber: float) -> dict[str, Any]:
    """One discussion with its text."""
    found = held.discussion(call, find_repository(call, owner, repo), int(discussionNumber))
    told: dict[str, Any] = {
        "number": found.number, "title": found.title, "body": found.body, "url": _place(call, found),
        "closed": held.closed(call, found), "isAnswered": bool(held.is_answered(call, found)),
        "createdAt": found.created_at, "category": {"name": held.category_of(call, found).name},
    }  # fmt: skip
    return told | ({"answerChosenAt": found.answer_chosen_at} if found.answer_chosen_at else {})


@tool("get_discussion_comments")
def get_comments(
    call: Call, owner: str, repo: str, discussionNumber: float, includeReplies: bool = False,
    perPage: float | None = None, after: str = "",
) -> dict[str, Any]:  # fmt: skip
    """The comments of a discussion, with their replies if they are asked for."""
    of = held.discussion(call, find_repository(call, owner, repo), int(discussionNumber))
    page = held.comments(call, of, **_given(perPage, after))
    shown = []
    for comment in page["nodes"]:
        made = _comment(call, comment)
        if includeReplies:
            replies = held.replies(call, comment, first=100)
            made |= {"replies": [_comment(call, each) for each in replies["nodes"]]}
            made |= {"replyTotalCount": replies["totalCount"]}
        shown.append(made)
    return _paged("comments", page, shown)


def _comment(call: Call, comment: DiscussionComment) -> dict[str, Any]:
    author = call.get(User, comment.user).login
    answer = {"isAnswer": True} if held.is_answer(call, comment) else {}
    return {"id": id_of(comment), "body": comment.body, "author": author, "createdAt": comment.created_at, **answer}


@tool("list_discussion_categories")
def list_categories(call: Call, owner: str, repo: str = "") -> dict[str, Any]:
    """The categories of a repository by name and id."""
    repository = find_repository(call, owner, repo or OWNERS_OWN)
    page = cut(held.categories_of(call, repository), {"first": 25})
    return _paged("categories", page, [{"id": id_of(each), "name": each.name} for each in page["nodes"]])


@tool("discussion_comment_write")
def write(
    call: Call, method: str, owner: str = "", repo: str = "", discussionNumber: float | None = None, body: str = "",
    commentNodeID: str = "",
) -> dict[str, Any]:  # fmt: skip
    """Comment on a discussion, reply to a comment, change or delete one, mark it as the answer or no longer."""
    if method in ("add", "reply"):
        return _said(call, owner, repo, discussionNumber, body, commentNodeID if method == "reply" else "")
    if not commentNodeID:
        raise Invalid("missing required parameter: commentNodeID")
    if method == "update":
        if not body:
            raise Invalid("missing required parameter: body")
        made = changes.update_comment(call, {"commentId": commentNodeID, "body": body})["comment"]
        return _told(call, made)
    if method == "delete":
        return _told(call, changes.delete_comment(call, {"id": commentNodeID})["comment"])
    act = changes.mark if method == "mark_answer" else changes.unmark
    of = act(call, {"id": commentNodeID})["discussion"]
    return {"discussionID": id_of(of), "discussionURL": _place(call, of)}


def _said(call: Call, owner: str, repo: str, number: float | None, body: str, above: str) -> dict[str, Any]:
    named = {"owner": owner, "repo": repo, "discussionNumber": number, "body": body}
    lacking = next((name for name, value in named.items() if not value), None)
    if lacking is not None or number is None:
        raise Invalid(f"missing required parameter: {lacking}")
    repository: Repository = find_repository(call, owner, repo)
    of = held.discussion(call, repository, int(number))
    input = {"discussionId": id_of(of), "body": body} | ({"replyToId": above} if above else {})
    return _told(call, changes.add_comment(call, input)["comment"])


def _told(call: Call, comment: DiscussionComment) -> dict[str, Any]:
    of = call.get(Discussion, comment.discussion)
    return {"id": id_of(comment), "url": f"{_place(call, of)}#discussioncomment-{comment.id}"}
