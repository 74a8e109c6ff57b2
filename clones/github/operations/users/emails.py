"""A person's addresses; https://docs.github.com/rest/users/emails."""

from __future__ import annotations

from clonery.server.call import Call
from clonery.server.dialect import Page
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ...lookups import me
from ...records.accounts import Email
from ...refusals import Unprocessable, ValidationFailed


@operation("users/list-emails-for-authenticated-user")
def list_emails(call: Call) -> Page:
    """GET /user/emails"""
    return call.page(Email, {"user": me(call).id})


@operation("users/list-public-emails-for-authenticated-user")
def list_public_emails(call: Call) -> Page:
    """GET /user/public_emails"""
    return call.page(Email, {"user": me(call).id, "visibility": "public"})


@operation("users/add-email-for-authenticated-user")
def add_emails(call: Call, emails: list[str]) -> list[Email]:
    """POST /user/emails: they stay unverified, since no one reads the mail."""
    actor = me(call)
    for email in emails:
        if "@" not in email.strip("@"):
            raise ValidationFailed("UserEmail", "email", "invalid", value=email)
        if call.find(Email, email=email):
            raise ValidationFailed("UserEmail", "email", "already_exists")
    return [call.create(Email, user=actor, email=email) for email in dict.fromkeys(emails)]


@operation("users/delete-email-for-authenticated-user")
def delete_emails(call: Call, emails: list[str]) -> None:
    """DELETE /user/emails"""
    for email in emails:
        found = call.find(Email, email=email)
        if found is None or found.user != me(call).id:
            raise NotFound(kind="email")
        if found.primary:
            raise Unprocessable("You can't delete your primary email address.")
        call.delete(found)


@operation("users/set-primary-email-visibility-for-authenticated-user")
def set_visibility(call: Call, visibility: str) -> list[Email]:
    """PATCH /user/email/visibility"""
    primary = call.first(Email, {"user": me(call).id, "primary": True})
    if primary is None:
        raise NotFound(kind="email")
    return [call.update(primary, visibility=visibility)]
