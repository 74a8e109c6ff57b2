"""Search over issues, documents and projects; https://linear.app/docs/search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clonery.server.graphql import listing
from clonery.server.graphql.conditions import Condition, either
from clonery.server.graphql.filters import Filter
from clonery.server.graphql.graph import api
from clonery.server.operation import operation
from clonery.server.state import search
from clonery.server.state.record import Record

from ..lookups import find
from ..records.people import Team
from ..records.plans import Document, Initiative, Project
from ..records.work import Comment, Issue

if TYPE_CHECKING:
    from clonery.server.call import Call
    from clonery.server.graphql.schema import Api


def _words(made: Api, call: Call, kind: type[Record], term: str, comments: bool) -> tuple[Condition, ...]:
    """Every word of the term begins one in the texts of a record, or stands in a comment where comments count."""
    store, tests = call.session.store, []
    search.ensure(store, kind)
    for word in term.split():
        expression = search.text(kind, word, prefix=True)
        if not expression:
            continue
        rows = "SELECT rowid FROM search WHERE search MATCH ?"
        test = Condition(f"r.rid IN ({rows})", (expression,), rows, (expression,))
        if comments and store.holds(Comment):
            said = {"comments": {"some": {"body": {"containsIgnoreCase": word}}}}
            test = either([[test], Filter(made, call).tests(made.types[kind.KIND.name], said)])
        tests.append(test)
    return tuple(tests)


def _found(call: Call, kind: type[Record], term: str, comments: bool, given: dict[str, Any]) -> dict[str, Any]:
    made = api(call.clone)
    type_name = made.types[kind.KIND.name]
    if given.get("teamId") and kind is Issue:
        own = {"team": {"id": {"eq": find(call, Team, given["teamId"]).id}}}
        given = {**given, "filter": {"and": [own, given.get("filter") or {}]}}
    tests = _words(made, call, kind, term, comments)
    part = listing.page(made, call, type_name, given, tests)
    return {**part, "archivePayload": {}, "totalCount": listing.count(made, call, type_name, given, tests)}


@operation("searchIssues")
def search_issues(call: Call, term: str, includeComments: bool | None = None, **given: Any) -> dict[str, Any]:
    return _found(call, Issue, term, bool(includeComments), given)


@operation("searchDocuments")
def search_documents(call: Call, term: str, includeComments: bool | None = None, **given: Any) -> dict[str, Any]:
    return _found(call, Document, term, False, given)


@operation("searchProjects")
def search_projects(call: Call, term: str, includeComments: bool | None = None, **given: Any) -> dict[str, Any]:
    return _found(call, Project, term, False, given)


@operation("issueSearch")
def issue_search(call: Call, query: str | None = None, **given: Any) -> dict[str, Any]:
    """The older search: as a list of issues."""
    made = api(call.clone)
    return listing.page(made, call, "Issue", given, _words(made, call, Issue, query or "", False))


@operation("issueFigmaFileKeySearch")
def by_figma_file(call: Call, fileKey: str, **given: Any) -> dict[str, Any]:
    """Issues that have a Figma file attached, or name it in their text."""
    made = api(call.clone)
    places = [
        {"description": {"contains": fileKey}},
        {"attachments": {"some": {"url": {"contains": f"figma.com/file/{fileKey}"}}}},
        {"attachments": {"some": {"url": {"contains": f"figma.com/design/{fileKey}"}}}},
    ]  # fmt: skip
    tests = Filter(made, call).tests("Issue", {"or": places})
    return listing.page(made, call, "Issue", given, tuple(tests))


@operation("semanticSearch")
def semantic_search(
    call: Call, query: str, types: list[str] | None = None, maxResults: int | None = None,
    includeArchived: bool | None = None,
) -> dict[str, Any]:  # fmt: skip
    """By words, since no model is at hand: whatever holds all of them."""
    made, results = api(call.clone), []
    limit = min(maxResults or 50, 250)
    for kind in (Issue, Project, Initiative, Document):
        name = kind.KIND.name
        if types and name not in types:
            continue
        tests = _words(made, call, kind, query, False)
        given = {"first": limit, "includeArchived": includeArchived}
        for record in listing.page(made, call, name.capitalize(), given, tests)["nodes"]:
            results.append({"id": record.id, "type": name, name: record})
    return {"enabled": True, "results": results[:limit]}
