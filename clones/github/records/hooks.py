"""Webhooks of repositories and organizations; https://docs.github.com/rest/repos/webhooks."""

from typing import Any

from clonery.server.state.record import Record


class Hook(Record, kind="hook", indexes=["owner", "repository"]):
    """A webhook of a repository, or (with `repository` None) of the organization `owner`."""

    id: int
    owner: int
    repository: int | None = None
    active: bool = True
    events: list[str]
    url: str
    content_type: str = "form"
    insecure_ssl: str = "0"
    secret: str | None = None
    config: dict[str, Any]
    """What else the configuration holds: user name and password of an organization's hook."""
    created_at: str
    updated_at: str
