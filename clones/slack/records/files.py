"""Files, canvases, lists and calls, as they are stored; https://docs.slack.dev/reference/objects."""

# ruff: noqa: RUF012 — a default is copied into each record

from __future__ import annotations

from typing import Any

from clonery.server.state.record import Record


class File(Record, kind="file", indexes=["user", "external_id"], text=["title", "name", "content"], facets=["user",
    "channels[]", "filetype", "day", "month"]):  # fmt: skip
    """A file; `blob` is the key of its bytes, `shares` maps channels to the messages that show it."""

    id: str
    user: str
    team: str = ""
    name: str
    title: str
    mimetype: str = "text/plain"
    filetype: str = "text"
    pretty_type: str = "Plain Text"
    mode: str = "hosted"
    size: int = 0
    created: int = 0
    blob: str = ""
    content: str = ""
    alt_txt: str = ""
    channels: list[str] = []
    shares: dict[str, list[str]] = {}
    is_external: bool = False
    external_type: str = ""
    external_id: str = ""
    external_url: str = ""
    is_public: bool = False
    public_url_shared: bool = False
    secret: str = ""
    ready: bool = True
    ticket: str = ""
    length: int = 0
    """The size that an upload was promised to have."""
    editable: bool = False
    reactions: list[dict[str, Any]] = []
    day: str = ""
    month: str = ""


class FileComment(Record, kind="file_comment", parent="file", indexes=["file"]):
    id: str
    file: str
    user: str
    comment: str
    created: int = 0


class CallRecord(Record, kind="call"):
    id: str
    external_unique_id: str
    join_url: str
    desktop_app_join_url: str = ""
    external_display_id: str = ""
    title: str = ""
    date_start: int = 0
    date_end: int = 0
    duration: int = 0
    created_by: str = ""
    users: list[dict[str, Any]] = []


class Canvas(Record, kind="canvas"):
    """A canvas; its content is markdown by sections, each `{"id", "markdown"}`."""

    id: str
    title: str = ""
    user: str = ""
    channel: str = ""
    sections: list[dict[str, str]] = []
    access: dict[str, str] = {}
    created: int = 0
    updated: int = 0


class SlackList(Record, kind="slack_list"):
    id: str
    name: str
    user: str = ""
    description_blocks: list[dict[str, Any]] = []
    todo_mode: bool = False
    columns: list[dict[str, Any]] = []
    access: dict[str, str] = {}
    created: int = 0


class ListItem(Record, kind="slack_list_item", parent="list_id=slack_list", indexes=["list_id"]):
    id: str
    list_id: str
    parent_item_id: str = ""
    fields: list[dict[str, Any]] = []
    archived: bool = False
    created_by: str = ""
    updated_by: str = ""
    date_created: int = 0
    updated_timestamp: str = ""
