"""Slack's Web API; https://docs.slack.dev/apis/web-api."""

from clonery.server.clone import Clone

from .dialect import Slack

clone = Clone(
    name="slack",
    title="Slack",
    dialect=Slack(),
    hosts=("slack.com", "api.slack.com", "files.slack.com", "*.slack.com"),
    env={
        "SLACK_API_URL": "{rest}/api/",
        "SLACK_TOKEN": "{token}",
        "SLACK_BOT_TOKEN": "{bot_token}",
        "SLACK_APP_TOKEN": "{app_token}",
        "SLACK_SIGNING_SECRET": "{signing_secret}",
    },
    consent=True,
)
