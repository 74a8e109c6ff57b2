"""Visits, of which there are none."""

from collections.abc import Callable

import pytest
from github import Github, GithubException
from tests.clones.github.credentials import CLEO


def test_nobody_came(gh: Github, sign_in: Callable[[str], Github]) -> None:
    repo = gh.get_repo("acme/webapp")
    views, clones = repo.get_views_traffic(), repo.get_clones_traffic()
    assert views is not None
    assert clones is not None
    assert (views.count, clones.uniques, repo.get_top_paths(), repo.get_top_referrers()) == (0, 0, [], [])
    with pytest.raises(GithubException) as caught:
        sign_in(CLEO).get_repo("acme/webapp").get_views_traffic()
    assert caught.value.status == 403
