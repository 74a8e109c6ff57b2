"""Things say where they are, in the version that they were asked in."""

from tests.clones.caller import Caller


def test_links_lead_back() -> None:
    ask = Caller("jira")
    for version in ("2", "3"):
        for path in ("project/SHOP", "priority/3", "status/10001", "issuetype/10001"):
            own = ask("GET", f"/rest/api/{version}/{path}").data["self"]
            assert own.startswith(f"http://farm/jira/rest/api/{version}/")
            assert ask("GET", own.removeprefix("http://farm/jira")).status == 200
    user = ask("GET", "/rest/api/3/myself").data["self"]
    assert user.startswith("http://farm/jira/rest/api/3/user?accountId=712020%3A")
    assert ask("GET", "/rest/agile/1.0/board/1").data["self"] == "http://farm/jira/rest/agile/1.0/board/1"
