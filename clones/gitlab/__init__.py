"""GitLab's REST API; https://docs.gitlab.com/api/rest."""

from clonery.server.clone import Clone

from .dialect import GitLab

clone = Clone(
    name="gitlab",
    title="GitLab",
    dialect=GitLab(),
    hosts=("gitlab.com",),
    env={"GITLAB_URL": "{rest}", "GITLAB_API_URL": "{rest}/api/v4", "GITLAB_TOKEN": "{token}"},
)
