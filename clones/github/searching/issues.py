"""Search of issues and pull requests, qualifier by qualifier; https://docs.github.com/search-github/searching-on-github/searching-issues-and-pull-requests."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from clonery.server.state import search
from clonery.server.state.query import Op, nocase

from ..records.issues import Comment, Issue, IssueType, Label, Milestone
from ..records.reactions import Reaction
from ..records.repositories import Repository
from .conditions import NOTHING, Compare, Leaf, Meaning, Meanings
from .pulls import LEAVES as PULL_LEAVES
from .query import Qualifier, Query, Words, broken
from .ranges import dates, numbers
from .scope import Scope, person

if TYPE_CHECKING:
    from clonery.server.call import Call

_EVERY = search.every
_TEXT = ("title", "body")
_PULL = "json_extract(r.doc, '$.pull') IN (SELECT id FROM records WHERE kind = ? AND {})"
_SAYS = (
    "{0} IN (SELECT parent FROM records WHERE rid IN (SELECT rowid FROM search WHERE search MATCH ?)"
    " AND instr(lower(json_extract(doc, '$.body')), ?) > 0)"
)


class IssueSearch:
    """What a query means for issues; `in_` are the texts that its words are looked for in."""

    def __init__(self, call: Call, query: Query) -> None:
        self.call = call
        self.query = query
        self.scope = Scope(call, query)
        self.in_ = query.values("in") or [*_TEXT, "comments"]
        if not set(self.in_) <= {*_TEXT, "comments"}:
            raise broken("The search contains an `in` qualifier that does not apply to this search type.")
        if call.session.store.holds(Comment):
            search.ensure(call.session.store, Comment)

    def meaning(self) -> Meaning:
        """The whole query, within what the caller may see."""
        made = Meanings(Issue, self.leaf).of(self.query.tree)
        made.expression = search.all_of(_EVERY(Issue), self.scope.expression(Issue), made.expression)
        return made

    def leaf(self, part: Words | Qualifier) -> Leaf:
        if isinstance(part, Words):
            return self._words(part.text)
        if part.name in ("repo", "user", "org"):
            asked = part in self.query.named(part.name)
            return None if asked else search.facet(Issue, "repository", *self.scope.of(part), -1)
        return _LEAVES[part.name](self, part)

    def _words(self, text: str) -> Leaf:
        own = search.text(Issue, text, [name for name in _TEXT if name in self.in_])
        own = own if set(_TEXT) & set(self.in_) else ""
        said = search.text(Comment, text) if "comments" in self.in_ else ""
        if said:
            said = search.all_of(_EVERY(Comment), said)
            if not search.find(self.call.session.store, Comment, said, limit=0).total:
                said = ""
        if not said:
            return own or (NOTHING if any(letter.isalnum() for letter in text) else None)
        above = search.below(said)
        if not own:
            return above
        here = search.matching(search.all_of(_EVERY(Issue), own))
        return Op(f"{here.sql} OR {above.sql}", (*here.values, *above.values))

    # leaves

    def people(self, qualifier: Qualifier) -> list[int]:
        return [person(self.call, login).id for login in qualifier.values]

    def assigned(self, qualifier: Qualifier) -> Leaf:
        if qualifier.value == "*":
            return some("assignees")
        return search.facet(Issue, "assignees", *self.people(qualifier))

    def commented(self, qualifier: Qualifier) -> Op:
        return search.below(search.all_of(_EVERY(Comment), search.facet(Comment, "user", *self.people(qualifier))))

    def mentioned(self, qualifier: Qualifier) -> Op:
        """Whose name stands with an @ in the text or in a comment."""
        made: list[Op] = []
        for login in (person(self.call, value).login.lower() for value in qualifier.values):
            own = search.matching(search.all_of(_EVERY(Issue), search.text(Issue, login)))
            held = "instr(lower(coalesce(json_extract(r.doc, '$.body'), '')), ?) > 0"
            made.append(Op(f"({own.sql} AND {held})", (*own.values, f"@{login}")))
            said = search.all_of(_EVERY(Comment), search.text(Comment, login))
            made.append(Op(_SAYS, (said, f"@{login}")))
        return Op(" OR ".join(op.sql for op in made), tuple(value for op in made for value in op.values))

    def team_named(self, qualifier: Qualifier) -> Op:
        """Where a team stands as `@owner/team` in the text or in a comment."""
        made: list[Op] = []
        for value in (value.lower().removeprefix("@") for value in qualifier.values):
            slug = value.rpartition("/")[2]
            own = search.matching(search.all_of(_EVERY(Issue), search.text(Issue, slug)))
            held = "instr(lower(coalesce(json_extract(r.doc, '$.body'), '')), ?) > 0"
            made.append(Op(f"({own.sql} AND {held})", (*own.values, f"@{value}")))
            made.append(Op(_SAYS, (search.all_of(_EVERY(Comment), search.text(Comment, slug)), f"@{value}")))
        return Op(" OR ".join(op.sql for op in made), tuple(value for op in made for value in op.values))

    def involved(self, qualifier: Qualifier) -> Leaf:
        ids = self.people(qualifier)
        own = search.any_of(search.facet(Issue, "user", *ids), search.facet(Issue, "assignees", *ids))
        said, named = self.commented(qualifier), self.mentioned(qualifier)
        ops = [search.matching(search.all_of(_EVERY(Issue), own)), said, named]
        return Op(" OR ".join(f"({op.sql})" for op in ops), tuple(value for op in ops for value in op.values))

    def labelled(self, qualifier: Qualifier) -> Leaf:
        return search.facet(Issue, "labels", *self._named(Label, "name", qualifier), -1)

    def milestoned(self, qualifier: Qualifier) -> Leaf:
        if qualifier.value == "*":
            return some("milestone")
        return search.facet(Issue, "milestone", *self._named(Milestone, "title", qualifier), -1)

    def _named(self, kind: Any, field: str, qualifier: Qualifier) -> list[int]:
        """The labels or milestones of these names in all repositories, or in the few that the query names."""
        found: list[int] = []
        for value in qualifier.values:
            for where in [{"repository": id} for id in self.scope.named or ()] or [{}]:
                found += [made.id for made in self.call.all(kind, {**where, field: nocase(value)})]
        return found

    def state(self, qualifier: Qualifier) -> Leaf:
        made = [self.being(value) for value in qualifier.values]
        texts = [leaf for leaf in made if isinstance(leaf, str)]
        return search.any_of(*texts) if len(texts) == len(made) else made[0]

    def being(self, value: str) -> Leaf:
        """`is:value`."""
        plain = _STATES.get(value.lower())
        if plain is not None:
            return plain()
        if value in ("merged", "unmerged"):
            return self.pull(f"json_extract(doc, '$.merged_at') IS {'NOT ' if value == 'merged' else ''}NULL")
        if value == "draft":
            return self.pull("json_extract(doc, '$.draft') = 1")
        if value in ("public", "private", "archived"):
            field, wanted = ("archived", True) if value == "archived" else ("private", value == "private")
            return self.repositories(lambda record: record.get(field) is wanted)
        raise broken(f"The `is` qualifier does not know {value}.")

    def archived(self, qualifier: Qualifier) -> Leaf:
        return self.repositories(lambda record: record.archived is (qualifier.value == "true"))

    def language(self, qualifier: Qualifier) -> Leaf:
        wanted = {value.lower() for value in qualifier.values}
        return self.repositories(lambda record: (record.language or "").lower() in wanted)

    def repositories(self, wanted: Callable[[Repository], bool]) -> Leaf:
        """What lies in repositories of the scope that meet a condition."""
        ids = [record.id for record in self.scope.repositories if wanted(record)]
        return search.facet(Issue, "repository", *ids, -1)

    def lacking(self, qualifier: Qualifier) -> Leaf:
        """`no:label` and the like; projects and types, which nothing has, are lacking everywhere."""
        made = [search.facet(Issue, _PLURAL[value], None) for value in qualifier.values if value in _PLURAL]
        return search.all_of(*made) if made else None

    def having(self, qualifier: Qualifier) -> Leaf:
        made = [some(_PLURAL[value]) for value in qualifier.values if value in _PLURAL]
        return search.all_of(*made) if made else NOTHING

    def kind(self, qualifier: Qualifier) -> Leaf:
        """`type:issue`, `type:pr`; or the types that organizations give their issues."""
        if qualifier.value in ("issue", "pr", "pull-request"):
            return self.being(qualifier.value)
        return search.facet(Issue, "type", *self._kinds(qualifier.values), -1)

    def _kinds(self, names: tuple[str, ...]) -> list[int]:
        if not self.call.session.store.holds(IssueType):
            return []
        return [made.id for name in names for made in self.call.all(IssueType, {"name": nocase(name)})]

    def draft(self, qualifier: Qualifier) -> Leaf:
        return self.pull(f"coalesce(json_extract(doc, '$.draft'), 0) = {int(qualifier.value == 'true')}")

    def merged(self, qualifier: Qualifier) -> Leaf:
        when = dates(qualifier.value)
        return self.pull(when.sql.format("json_extract(doc, '$.merged_at')"), *when.values)

    def pull(self, sql: str, *values: Any) -> Op:
        """The condition that there is a pull request's side, which meets a condition."""
        return Op(_PULL.format(sql), (self.call.clone.kind("pull_request").KIND.number, *values))

    def reactions(self, qualifier: Qualifier) -> Leaf:
        return _counted("", numbers(qualifier.value))

    def interactions(self, qualifier: Qualifier) -> Leaf:
        return _counted("json_extract(r.doc, '$.comments') + ", numbers(qualifier.value))


def some(field: str) -> str:
    """The issues that have something in a field."""
    return search.but(_EVERY(Issue), search.facet(Issue, field, None))


def _counted(more: str, op: Op) -> Op:
    """The comparison of how many reactions there are, with something more added."""
    index = next(key.number for key in Reaction.KIND.indexes if key.fields[0] == "subject")
    count = f"({more}(SELECT count(*) FROM entries x WHERE x.ix = {index} AND x.a = 'issue/' || r.id))"
    return Op(op.sql.format(count), op.values)


_PLURAL = {"type": "type", "label": "labels", "milestone": "milestone", "assignee": "assignees"}
_STATES: dict[str, Callable[[], str]] = {
    "open": lambda: search.facet(Issue, "state", "open"), "closed": lambda: search.facet(Issue, "state", "closed"),
    "issue": lambda: search.facet(Issue, "pull", None), "pr": lambda: some("pull"),
    "pull-request": lambda: some("pull"),
    "locked": lambda: search.facet(Issue, "locked", True), "unlocked": lambda: search.facet(Issue, "locked", False),
}  # fmt: skip
_REASONS = {"not planned": "not_planned"}
_LEAVES: dict[str, Callable[[IssueSearch, Qualifier], Leaf]] = {
    "is": IssueSearch.state, "state": IssueSearch.state, "type": IssueSearch.kind,
    "author": lambda made, part: search.facet(Issue, "user", *made.people(part)),
    "assignee": IssueSearch.assigned, "mentions": IssueSearch.mentioned, "commenter": IssueSearch.commented,
    "involves": IssueSearch.involved, "label": IssueSearch.labelled, "milestone": IssueSearch.milestoned,
    "no": IssueSearch.lacking, "has": IssueSearch.having, "archived": IssueSearch.archived,
    "language": IssueSearch.language, "draft": IssueSearch.draft, "merged": IssueSearch.merged,
    "reactions": IssueSearch.reactions, "interactions": IssueSearch.interactions,
    "reason": lambda _, part: search.facet(Issue, "state_reason", *(_REASONS.get(v, v) for v in part.values)),
    "created": lambda _, part: Compare("created_at", dates(part.value)),
    "updated": lambda _, part: Compare("updated_at", dates(part.value)),
    "closed": lambda _, part: Compare("closed_at", dates(part.value)),
    "comments": lambda _, part: Compare("comments", numbers(part.value)),
    **PULL_LEAVES, "in": lambda *_: None, "sort": lambda *_: None,
    "team": IssueSearch.team_named, **dict.fromkeys(("project", "linked", "app", "parent-issue"), lambda *_: NOTHING),
}  # fmt: skip
QUALIFIERS = frozenset({*_LEAVES, "repo", "user", "org"})
