"""The workspace, its people and its teams; https://linear.app/docs/teams."""

from __future__ import annotations

from typing import Any

from .node import Node


class Organization(Node, kind="organization"):
    name: str = ""
    urlKey: str = ""


class User(Node, kind="user", indexes=["email", "createdAt"]):
    name: str = ""
    displayName: str = ""
    email: str = ""
    active: bool = True
    admin: bool = False
    owner: bool = False
    guest: bool = False
    app: bool = False


class Team(Node, kind="team", unique=["key"], indexes=["parentId"]):
    name: str = ""
    key: str
    parentId: str | None = None
    private: bool = False
    issueEstimationType: str = "notUsed"
    cyclesEnabled: bool = False
    triageEnabled: bool = False
    defaultIssueStateId: str | None = None
    triageIssueStateId: str | None = None


class TeamMembership(Node, kind="team_membership", indexes=["teamId", "userId"]):
    teamId: str = ""
    userId: str = ""
    owner: bool = False


class UserSettings(Node, kind="user_settings", indexes=["userId"]):
    userId: str = ""


class Webhook(Node, kind="webhook"):
    url: str = ""
    enabled: bool = True
    teamId: str | None = None
    allPublicTeams: bool = False
    resourceTypes: list[str]
    secret: str = ""


class Notification(Node, kind="notification", indexes=["userId"]):
    userId: str = ""
    type: str = ""
    readAt: str | None = None
    snoozedUntilAt: str | None = None
    issueId: str | None = None


class Favorite(Node, kind="favorite", indexes=["ownerId"]):
    ownerId: str = ""
    type: str = ""


class CustomView(Node, kind="custom_view"):
    name: str = ""
    filterData: dict[str, Any]
