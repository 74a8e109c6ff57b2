"""Security features of a repository that are on or off; https://docs.github.com/rest/repos/repos#check-if-vulnerability-alerts-are-enabled-for-a-repository."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.problems import NotFound

from ...lookups import find_repository
from ...records.repositories import Repository
from ...refusals import Unprocessable


def _set(call: Call, owner: str, repo: str, name: str, on: bool) -> Repository:
    repository = find_repository(call, owner, repo, "admin")
    return call.update(repository, security={**repository.security, name: on})


def _is_on(repository: Repository, name: str) -> bool:
    return bool(repository.security.get(name, False))


@operation("repos/check-vulnerability-alerts")
def check_alerts(call: Call, owner: str, repo: str) -> None:
    """GET /repos/{owner}/{repo}/vulnerability-alerts: 204 where they are on, else 404."""
    if not _is_on(find_repository(call, owner, repo, "admin"), "vulnerability_alerts"):
        raise NotFound("Vulnerability alerts are disabled.")


@operation("repos/enable-vulnerability-alerts")
def enable_alerts(call: Call, owner: str, repo: str) -> None:
    """PUT /repos/{owner}/{repo}/vulnerability-alerts"""
    _set(call, owner, repo, "vulnerability_alerts", True)


@operation("repos/disable-vulnerability-alerts")
def disable_alerts(call: Call, owner: str, repo: str) -> None:
    """DELETE /repos/{owner}/{repo}/vulnerability-alerts: the automatic fixes end with them."""
    repository = _set(call, owner, repo, "vulnerability_alerts", False)
    call.update(repository, security={**repository.security, "automated_fixes": False})


@operation("repos/check-automated-security-fixes")
def check_fixes(call: Call, owner: str, repo: str) -> dict[str, bool]:
    """GET /repos/{owner}/{repo}/automated-security-fixes"""
    return {"enabled": _is_on(find_repository(call, owner, repo, "admin"), "automated_fixes"), "paused": False}


@operation("repos/enable-automated-security-fixes")
def enable_fixes(call: Call, owner: str, repo: str) -> None:
    """PUT /repos/{owner}/{repo}/automated-security-fixes"""
    if not _is_on(find_repository(call, owner, repo, "admin"), "vulnerability_alerts"):
        raise Unprocessable("Vulnerability alerts must be enabled to configure automated security fixes.")
    _set(call, owner, repo, "automated_fixes", True)


@operation("repos/disable-automated-security-fixes")
def disable_fixes(call: Call, owner: str, repo: str) -> None:
    """DELETE /repos/{owner}/{repo}/automated-security-fixes"""
    _set(call, owner, repo, "automated_fixes", False)


@operation("repos/check-private-vulnerability-reporting")
def check_reporting(call: Call, owner: str, repo: str) -> dict[str, Any]:
    """GET /repos/{owner}/{repo}/private-vulnerability-reporting"""
    return {"enabled": _is_on(find_repository(call, owner, repo), "private_reporting")}


@operation("repos/enable-private-vulnerability-reporting")
def enable_reporting(call: Call, owner: str, repo: str) -> None:
    """PUT /repos/{owner}/{repo}/private-vulnerability-reporting"""
    _set(call, owner, repo, "private_reporting", True)


@operation("repos/disable-private-vulnerability-reporting")
def disable_reporting(call: Call, owner: str, repo: str) -> None:
    """DELETE /repos/{owner}/{repo}/private-vulnerability-reporting"""
    _set(call, owner, repo, "private_reporting", False)
