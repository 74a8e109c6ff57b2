"""Security features that are on or off."""

import httpx
from github import Github
from tests.clones.github.credentials import BEN


def test_alerts_and_fixes(gh: Github, http: httpx.Client) -> None:
    repo = gh.get_repo("acme/webapp")
    assert not repo.get_vulnerability_alert()
    assert http.put("/repos/acme/webapp/automated-security-fixes").status_code == 422
    assert repo.enable_vulnerability_alert()
    assert repo.get_vulnerability_alert()
    assert repo.enable_automated_security_fixes()
    assert repo.get_automated_security_fixes()["enabled"] is True
    assert repo.disable_automated_security_fixes()
    assert repo.get_automated_security_fixes()["enabled"] is False
    repo.enable_automated_security_fixes()
    assert repo.disable_vulnerability_alert()
    assert (repo.get_vulnerability_alert(), repo.get_automated_security_fixes()["enabled"]) == (False, False)


def test_private_reports(http: httpx.Client) -> None:
    place = "/repos/acme/webapp/private-vulnerability-reporting"
    assert http.get(place).json() == {"enabled": False}
    assert http.put(place).status_code == 204
    assert http.get(place).json() == {"enabled": True}
    assert http.delete(place, headers={"Authorization": f"Bearer {BEN}"}).status_code == 403
    assert http.delete(place).status_code == 204
    assert http.get(place).json() == {"enabled": False}
