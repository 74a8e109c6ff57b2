"""What Slack's clone stores; https://docs.slack.dev/reference/objects."""

from .conversations import Bookmark, Conversation, Member, Message, Pin, Reminder, ScheduledMessage, Star, ThreadState
from .files import CallRecord, Canvas, File, FileComment, ListItem, SlackList
from .workspace import App, Bot, Connection, Emoji, Setting, Team, Trigger, User, Usergroup, View, Webhook

__all__ = [
    "App",
    "Bookmark",
    "Bot",
    "CallRecord",
    "Canvas",
    "Connection",
    "Conversation",
    "Emoji",
    "File",
    "FileComment",
    "ListItem",
    "Member",
    "Message",
    "Pin",
    "Reminder",
    "ScheduledMessage",
    "Setting",
    "SlackList",
    "Star",
    "Team",
    "ThreadState",
    "Trigger",
    "User",
    "Usergroup",
    "View",
    "Webhook",
]
