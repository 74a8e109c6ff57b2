"""Functions that decide criteria of the bundled scenarios which words can't."""


def names_the_issue(evidence):
    """The answer names the one issue that was changed."""
    numbers = [
        issue["number"]
        for issue in evidence.after["github"]["issue"]
        if any(made["kind"] == "issue" and made["id"] == str(issue["id"]) for made in evidence.diff["changed"])
    ]
    return len(numbers) == 1 and f"#{numbers[0]}" in evidence.answer, f"changed: {numbers}"


def oldest_regression_is_marked(evidence):
    """The oldest open issue that had the label regression has the label priority: high beside it."""
    named = {one["name"]: one["id"] for one in evidence.before["github"]["label"]}
    old = [one for one in evidence.before["github"]["issue"] if one["state"] == "open" and not one["pull"]]
    oldest = min((one for one in old if named["regression"] in one["labels"]), key=lambda one: one["created_at"])
    now = next(one for one in evidence.after["github"]["issue"] if one["id"] == oldest["id"])
    wanted = sorted({*oldest["labels"], named["priority: high"]})
    return sorted(now["labels"]) == wanted, f"#{oldest['number']} is the oldest"


def same_title(evidence):
    """The new Linear issue is titled as the GitHub issue #2 of acme/webapp was."""
    webapp = next(one["id"] for one in evidence.before["github"]["repository"] if one["name"] == "webapp")
    issues = evidence.before["github"]["issue"]
    wanted = next(one["title"] for one in issues if one["number"] == 2 and one["repository"] == webapp)
    made = [one["record"] for one in evidence.diff["added"] if one["clone"] == "linear" and one["kind"] == "issue"]
    return [one["title"] for one in made] == [wanted], f"wanted {wanted!r}, made {[one['title'] for one in made]}"


def counts_the_bugs(evidence):
    """The answer says how many open issues have the label bug."""
    bug = next(one["id"] for one in evidence.before["github"]["label"] if one["name"] == "bug")
    issues = evidence.before["github"]["issue"]
    number = len([one for one in issues if one["state"] == "open" and not one["pull"] and bug in one["labels"]])
    return f"bugs: {number}" in evidence.answer, f"there are {number}"
