"""Search of repositories, qualifier by qualifier; https://docs.github.com/search-github/searching-on-github/searching-for-repositories."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from clonery.server.state import search
from clonery.server.state.query import Op, nocase

from .. import gitstore
from ..git.trees import entries_of
from ..lookups import me, permission
from ..records.issues import Label
from ..records.people import User
from ..records.repositories import Repository
from .conditions import NOTHING, Compare, Leaf, Meaning, Meanings
from .query import Qualifier, Query, Words
from .ranges import dates, numbers

if TYPE_CHECKING:
    from clonery.server.call import Call

_TEXT = ("name", "description", "topics")


class RepositorySearch:
    """What a query means for repositories. Words are found by their beginnings, as names are."""

    def __init__(self, call: Call, query: Query) -> None:
        self.call = call
        self.query = query
        asked = query.values("in")
        self.readmes = "readme" in asked
        self.in_ = [name for name in asked if name in _TEXT] or ([] if self.readmes else list(_TEXT))

    def meaning(self) -> Meaning:
        """The whole query, within what the caller may see; forks stay out unless they are asked for."""
        made = Meanings(Repository, self.leaf).of(self.query.tree)
        private = self.call.all(Repository, {"private": True})
        hidden = [record.id for record in private if permission(self.call, record) is None]
        if hidden:
            made.rows.append(Op("r.id NOT IN (SELECT value FROM json_each(?))", (str(hidden),)))
        forks = self.query.values("fork")
        wanted = {"true": "", "only": search.facet(Repository, "fork", True)}
        kind = wanted.get(forks[-1] if forks else "", search.facet(Repository, "fork", False))
        made.expression = search.all_of(search.every(Repository), kind, self._owned(), made.expression)
        return made

    def _owned(self) -> str:
        """Those of the owners that the query names, together."""
        logins = self.query.values("user", "org")
        names = self.query.values("repo")
        ids = [account.id for account in map(self._account, logins) if account]
        made = [search.facet(Repository, "owner", *ids, -1)] if logins else []
        made += [self._at(name) for name in names]
        return search.any_of(*made)

    def _account(self, login: str) -> User | None:
        return me(self.call) if login == "@me" else self.call.find(User, login=login)

    def _at(self, full_name: str) -> str:
        login, _, name = full_name.partition("/")
        owner = self._account(login)
        words = search.text(Repository, name, ("name",))
        return search.all_of(search.facet(Repository, "owner", owner.id if owner else -1), words)

    def leaf(self, part: Words | Qualifier) -> Leaf:
        if isinstance(part, Qualifier):
            return _LEAVES[part.name](self, part)
        if "/" in part.text.strip("/") and self._account(part.text.partition("/")[0]):
            return self._at(part.text)
        own = search.text(Repository, part.text, self.in_, prefix=True) if self.in_ else ""
        if not self.readmes:
            return own
        says = Op("r.id IN (SELECT value FROM json_each(?))", (str(self._saying(part.text.lower())),))
        if not own:
            return says
        here = search.matching(search.all_of(search.every(Repository), own))
        return Op(f"{here.sql} OR {says.sql}", (*here.values, *says.values))

    def _saying(self, text: str) -> list[int]:
        """The repositories whose readme has the text."""
        return [made.id for made in self.call.all(Repository) if text in readme_of(self.call, made).lower()]

    def good_issues(self, label: str, part: Qualifier) -> Leaf:
        """How many open issues have a label of that name."""
        labels = [made.id for made in self.call.all(Label, {"name": nocase(label)})]
        held = ",".join(map(str, labels)) or "NULL"
        count = (
            "(SELECT count(*) FROM records i WHERE i.parent = r.rid AND json_extract(i.doc, '$.state') = 'open' AND "
            f"EXISTS (SELECT 1 FROM json_each(json_extract(i.doc, '$.labels')) WHERE value IN ({held})))"
        )
        op = numbers(part.value)
        return Op(op.sql.format(count), op.values)


def readme_of(call: Call, repository: Repository) -> str:
    """The readme at the root of the default branch; "" where there is none."""
    head = gitstore.branch_head(call, repository, repository.default_branch)
    read = gitstore.read_tree(call, repository)
    found = entries_of(read, gitstore.tree_of(call, repository, head)) if head else []
    there = next((each for each in found if each.type == "blob" and each.name.lower().startswith("readme")), None)
    return gitstore.read_blob(call, repository)(there.sha).decode("utf-8", "replace") if there else ""


def _yes(field: str) -> Callable[[RepositorySearch, Qualifier], Leaf]:
    return lambda _, part: search.facet(Repository, field, part.value == "true")


def _number(field: str) -> Callable[[RepositorySearch, Qualifier], Leaf]:
    return lambda _, part: Compare(field, numbers(part.value))


def _date(field: str) -> Callable[[RepositorySearch, Qualifier], Leaf]:
    return lambda _, part: Compare(field, dates(part.value))


def _is(_: RepositorySearch, part: Qualifier) -> Leaf:
    known = {
        "public": ("private", False), "private": ("private", True), "archived": ("archived", True),
        "template": ("is_template", True), "fork": ("fork", True),
    }  # fmt: skip
    return search.facet(Repository, *known[part.value]) if part.value in known else NOTHING


def _named(field: str) -> Callable[[RepositorySearch, Qualifier], Leaf]:
    return lambda _, part: Compare(field, Op(f"lower({{0}}) IN ({','.join('?' * len(part.values))})", _lower(part)))


def _lower(part: Qualifier) -> tuple[Any, ...]:
    return tuple(value.lower() for value in part.values)


def _topics(_: RepositorySearch, part: Qualifier) -> Leaf:
    op = numbers(part.value)
    return Op(op.sql.format("json_array_length(json_extract(r.doc, '$.topics'))"), op.values)


_LEAVES: dict[str, Callable[[RepositorySearch, Qualifier], Leaf]] = {
    "is": _is, "archived": _yes("archived"), "template": _yes("is_template"), "language": _named("language"),
    "license": _named("license"), "topic": lambda _, part: search.facet(Repository, "topics", *_lower(part)),
    "topics": _topics, "stars": _number("stars"), "forks": _number("forks"), "size": _number("size"),
    "created": _date("created_at"), "pushed": _date("pushed_at"), "updated": _date("updated_at"),
    "good-first-issues": lambda made, part: made.good_issues("good first issue", part),
    "help-wanted-issues": lambda made, part: made.good_issues("help wanted", part),
    **dict.fromkeys(("in", "fork", "user", "org", "repo", "sort"), lambda *_: None),
    **dict.fromkeys(("mirror", "followers", "has", "props"), lambda *_: NOTHING),
}  # fmt: skip
QUALIFIERS = frozenset(_LEAVES)
