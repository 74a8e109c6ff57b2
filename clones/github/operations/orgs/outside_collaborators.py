"""People who work in an organization's repositories without being members; https://docs.github.com/rest/orgs/outside-collaborators."""

from __future__ import annotations

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import Forbidden, NotFound

from ...joining import leave
from ...lookups import find_user
from ...organizations import belongs, joined, owned
from ...records.people import User
from ...records.repositories import Collaborator, Repository
from ...refusals import Unprocessable


def _grants(call: Call, organization: User) -> list[Collaborator]:
    """The collaborators' grants in an organization's repositories."""
    repositories = call.all(Repository, {"owner": organization.id})
    return [grant for each in repositories for grant in call.all(Collaborator, {"repository": each.id})]


@operation("orgs/list-outside-collaborators")
def list_outside(call: Call, org: str, filter: str = "all") -> Page:
    """GET /orgs/{org}/outside_collaborators"""
    organization = joined(call, org)
    people = dict.fromkeys(grant.user for grant in _grants(call, organization)) if filter == "all" else {}
    return call.slice([call.get(User, id) for id in people if not belongs(call, organization.id, id)])


@operation("orgs/convert-member-to-outside-collaborator")
def convert(call: Call, org: str, username: str) -> None:
    """PUT /orgs/{org}/outside_collaborators/{username}: who was a member keeps the repositories at hand."""
    organization, user = owned(call, org), find_user(call, username)
    if not belongs(call, organization.id, user.id):
        raise Forbidden(f"{user.login} is not a member of the {organization.login} organization.")
    leave(call, organization, user.id, keep_repositories=True)


@operation("orgs/remove-outside-collaborator")
def remove(call: Call, org: str, username: str) -> None:
    """DELETE /orgs/{org}/outside_collaborators/{username}"""
    organization, user = owned(call, org), find_user(call, username)
    if belongs(call, organization.id, user.id):
        raise Unprocessable("You cannot specify an organization member to remove as an outside collaborator.")
    grants = [grant for grant in _grants(call, organization) if grant.user == user.id]
    if not grants:
        raise NotFound(kind="collaborator")
    for grant in grants:
        call.delete(grant)
