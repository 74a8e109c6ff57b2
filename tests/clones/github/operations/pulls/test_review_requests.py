"""People and teams asked for a review, and those who can't be."""

import httpx
import pytest
from github import Github
from github.PullRequest import PullRequest


@pytest.fixture
def pull(gh: Github) -> PullRequest:
    return gh.get_repo("acme/webapp").create_pull("main", "dark-theme", title="A dark theme")


def test_people_and_teams_are_asked_and_asked_no_more(gh: Github, pull: PullRequest) -> None:
    repository = gh.get_repo("acme/webapp")
    team = gh.get_organization("acme").create_team("Reviewers", [repository], permission="push", privacy="closed")
    pull.create_review_request(reviewers=["ben", "cleo"], team_reviewers=[team.slug])
    again = repository.get_pull(pull.number)
    assert [user.login for user in again.requested_reviewers] == ["ben", "cleo"]
    assert [each.slug for each in again.requested_teams] == ["reviewers"]
    users, teams = pull.get_review_requests()
    assert ([user.login for user in users], [each.slug for each in teams]) == (["ben", "cleo"], ["reviewers"])
    pull.delete_review_request(reviewers=["ben"], team_reviewers=[team.slug])
    users, teams = pull.get_review_requests()
    assert ([user.login for user in users], list(teams)) == (["cleo"], [])
    raw = [each.raw_data for each in pull.get_issue_events()]
    events = [(each["event"], (each.get("requested_reviewer") or {}).get("login")) for each in raw]
    assert events == [
        ("review_requested", "ben"), ("review_requested", "cleo"), ("review_requested", None),
        ("review_request_removed", "ben"), ("review_request_removed", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"reviewers": ["ada"]}, "Review cannot be requested from pull request author."),
        ({"reviewers": ["dev-bot"]}, "Reviews may only be requested from collaborators."),
        ({"reviewers": ["nobody"]}, "Reviews may only be requested from collaborators."),
        ({"team_reviewers": ["nobody"]}, "Reviews may only be requested from collaborators."),
    ],
)
def test_who_cannot_be_asked(http: httpx.Client, pull: PullRequest, body: dict[str, list[str]], message: str) -> None:
    path = f"/repos/acme/webapp/pulls/{pull.number}/requested_reviewers"
    answer = http.post(path, json=body)
    assert (answer.status_code, answer.json()["message"][: len(message)]) == (422, message)
    assert http.get(path).json() == {"users": [], "teams": []}
