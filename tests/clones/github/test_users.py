from github import Github
def test_x(gh: Github) -> None:
    assert gh.get_user().login == "ada"
    assert gh.get_repo("acme/webapp").get_issue(1).title.startswith("Check")
