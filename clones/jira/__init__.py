"""Jira Cloud's platform and software REST APIs; https://developer.atlassian.com/cloud/jira/platform/rest/v3."""

from clonery.server.clone import Clone

from .dialect import Jira

clone = Clone(
    name="jira",
    title="Jira",
    dialect=Jira(),
    hosts=("*.atlassian.net", "api.atlassian.com"),
    env={"JIRA_URL": "{rest}", "JIRA_EMAIL": "{email}", "JIRA_API_TOKEN": "{token}"},
)
