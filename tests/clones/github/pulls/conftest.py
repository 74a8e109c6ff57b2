"""A pull request in the middle of a call, for what pull requests are made of."""

import pytest

from clonery.clones.github.operations.pulls.opening import create_pull
from clonery.clones.github.records.pulls import PullRequest
from clonery.clones.github.records.repositories import Repository
from clonery.server.call import Call


@pytest.fixture
def pull(call: Call, webapp: Repository) -> PullRequest:
    """From dark-theme into main of acme/webapp, Ada's."""
    return create_pull(call, "acme", "webapp", "dark-theme", "main", title="A dark theme", body="Fixes #2")
