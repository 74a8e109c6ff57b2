"""An agent without a model that works through PyGithub: a vendor's SDK, unmodified, against the clone."""

# Usage: clonery run scenarios/demo.md --harness 'python agents/pygithub/agent.py'
#
# It needs the package PyGithub. The SDK is pointed at the clone by GITHUB_API_URL and GITHUB_TOKEN, as any program is.

import json
import os
import sys

from github import Auth, Github


def main():
    """Close what the demonstration's task speaks of."""
    hub = Github(auth=Auth.Token(os.environ["GITHUB_TOKEN"]), base_url=os.environ["GITHUB_API_URL"])
    repository = hub.get_repo("acme/webapp")
    found = [issue for issue in repository.get_issues(state="open") if "dark theme" in issue.title]
    if len(found) != 1:
        sys.exit(f"{len(found)} open issues speak of a dark theme")
    (issue,) = found
    issue.create_comment("The team has decided against a dark theme, so this is closed.")
    issue.add_to_labels("stale")
    issue.edit(state="closed", state_reason="not_planned")
    print(json.dumps({"text": f"Issue {issue.number} is closed, labelled as stale, with a comment that says why."}))


if __name__ == "__main__":
    main()
