"""People, apps and what an app shows them, as they are stored; https://docs.slack.dev/reference/objects."""

# ruff: noqa: RUF012 — a default is copied into each record

from __future__ import annotations

from typing import Any

from clonery.server.state.record import Record


class Team(Record, kind="team"):
    id: str
    name: str
    domain: str
    email_domain: str = ""
    icon: dict[str, Any]
    description: str = ""
    discoverability: str = "open"
    default_channels: list[str] = []
    enterprise_id: str = ""
    profile_fields: list[dict[str, Any]] = []
    plan: str = "std"


class User(Record, kind="user", indexes=["name"]):
    id: str
    team_id: str
    name: str
    deleted: bool = False
    color: str = "9f69e7"
    real_name: str = ""
    tz: str = "Europe/London"
    tz_label: str = "Greenwich Mean Time"
    tz_offset: int = 0
    locale: str = "en-US"
    profile: dict[str, Any]
    is_admin: bool = False
    is_owner: bool = False
    is_primary_owner: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_bot: bool = False
    is_app_user: bool = False
    is_email_confirmed: bool = True
    updated: int = 0
    presence: str = "auto"
    dnd: dict[str, Any] = {}
    expires: int = 0
    """When a guest's account ends, in seconds; 0 for never."""


class Bot(Record, kind="bot", indexes=["user"]):
    id: str
    app_id: str
    user: str
    name: str
    deleted: bool = False
    updated: int = 0


class App(Record, kind="app", indexes=["client_id"]):
    """An app, where its events, interactions and commands go, and what it asked to be told."""

    id: str
    name: str
    team_id: str
    user: str = ""
    client_id: str
    client_secret: str
    signing_secret: str
    verification_token: str
    request_url: str = ""
    interactivity_url: str = ""
    options_url: str = ""
    commands: list[dict[str, Any]] = []
    shortcuts: list[dict[str, Any]] = []
    events: list[str] = []
    socket_mode: bool = False
    scopes: list[str] = []
    manifest: dict[str, Any] = {}
    approval: str = ""
    installed: bool = True


class Usergroup(Record, kind="usergroup", indexes=["handle", "name"]):
    id: str
    team_id: str = ""
    name: str
    handle: str
    description: str = ""
    users: list[str] = []
    channels: list[str] = []
    created_by: str = ""
    updated_by: str = ""
    deleted_by: str | None = None
    date_create: int = 0
    date_update: int = 0
    date_delete: int = 0


class Emoji(Record, kind="emoji", unique=["name"]):
    name: str
    url: str
    alias_for: str = ""
    user: str = ""
    created: int = 0


class View(Record, kind="view", indexes=["user", "external_id"]):
    """A modal or a home tab; `root` is the first modal of its stack, `open` whether a person sees it."""

    id: str
    app_id: str
    user: str
    team_id: str
    type: str
    given: dict[str, Any]
    state: dict[str, Any] = {}
    hash: str = ""
    external_id: str = ""
    root: str = ""
    previous: str | None = None
    open: bool = True
    errors: dict[str, str] = {}
    """What the app found wrong with what was submitted, by block."""


class Trigger(Record, kind="trigger", indexes=["secret"]):
    """What lets an app open a modal for three seconds after a person did something, or answer at a response_url."""

    id: str
    app_id: str
    user: str
    channel: str = ""
    message: str = ""
    view: str = ""
    expires: int = 0
    secret: str = ""
    uses: int = 0
    answers: int = 0
    command: str = ""


class Webhook(Record, kind="webhook", indexes=["channel"]):
    """An incoming webhook; its id is the one in the middle of its address."""

    id: str
    app_id: str
    channel: str
    user: str = ""
    secret: str
    disabled: bool = False


class Connection(Record, kind="connection", indexes=["app_id"]):
    """An address for a websocket that an app asked for; its id is the ticket."""

    app_id: str
    created: int = 0


class Setting(Record, kind="setting"):
    """A small fact of the workspace that one method sets and another reads, under the method family's name."""

    value: Any = None
