"""Which repositories a search looks in: those named, of those that the caller may see; https://docs.github.com/search-github/searching-on-github/searching-issues-and-pull-requests#search-within-a-users-or-organizations-repositories."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from clonery.server.state import search
from clonery.server.state.query import nocase
from clonery.server.state.record import Record

from ..lookups import me, permission
from ..records.people import User
from ..records.repositories import Repository
from .query import Qualifier, Query, broken

if TYPE_CHECKING:
    from clonery.server.call import Call

NAMES = ("repo", "user", "org")
_UNSEEN = (
    "The listed users and repositories cannot be searched either because the resources do not exist or you do not have "
    "permission to view them."
)
_UNKNOWN = (
    "The listed users cannot be searched either because the users do not exist or you do not have permission to view "
    "the users."
)


@dataclass
class Scope:
    """The repositories that a query's `repo:`, `user:` and `org:` name together. Raises ValidationFailed for none."""

    call: Call
    query: Query

    @cached_property
    def named(self) -> list[int] | None:
        """Their ids; None where the query names none, and so means all that the caller may see."""
        asked = self.query.named(*NAMES)
        if not asked:
            return None
        found = list(dict.fromkeys(id for qualifier in asked for id in self.of(qualifier)))
        if not found:
            raise broken(_UNSEEN)
        return found

    @cached_property
    def hidden(self) -> list[int]:
        """The repositories that the caller may not see."""
        private = self.call.all(Repository, {"private": True})
        return [repository.id for repository in private if permission(self.call, repository) is None]

    @cached_property
    def repositories(self) -> list[Repository]:
        """All of them, as records, by age."""
        if self.named is not None:
            return [self.call.get(Repository, id) for id in sorted(self.named)]
        hidden = set(self.hidden)
        return [repository for repository in self.call.all(Repository) if repository.id not in hidden]

    @cached_property
    def sources(self) -> list[Repository]:
        """Those without the forks, unless `fork:` asks for them or `repo:` names them."""
        asked, named = self.query.values("fork"), self.query.named("repo")
        kept = {id for qualifier in named for id in self.of(qualifier)}
        return [each for each in self.repositories if asked or not each.fork or each.id in kept]

    def of(self, qualifier: Qualifier) -> list[int]:
        """The repositories that one qualifier names, as far as the caller may see them."""
        made = []
        for value in qualifier.values:
            login, slash, name = value.partition("/")
            account = self.call.find(User, login=me(self.call).login if login == "@me" else login)
            if account is None or (qualifier.name == "repo" and not slash):
                continue
            where = {"owner": account.id, "name": nocase(name)} if slash else {"owner": account.id}
            made += [found.id for found in self.call.all(Repository, where) if permission(self.call, found) is not None]
        return made

    def expression(self, kind: type[Record]) -> str:
        """The records of a kind with a facet `repository` that lie in the scope; "" where all do."""
        if self.named is not None:
            return search.facet(kind, "repository", *self.named)
        if not self.hidden:
            return ""
        return search.but(search.every(kind), search.facet(kind, "repository", *self.hidden))


def person(call: Call, login: str) -> User:
    """The account of that login; `@me` is the caller. Raises ValidationFailed."""
    found = me(call) if login == "@me" else call.find(User, login=login.removeprefix("@"))
    if found is None:
        raise broken(_UNKNOWN)
    return found
