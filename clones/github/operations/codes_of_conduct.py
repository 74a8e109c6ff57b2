"""Codes of conduct, named and not quoted; https://docs.github.com/rest/codes-of-conduct/codes-of-conduct."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.problems import NotFound

_CODES = {
    "citizen_code_of_conduct": ("Citizen Code of Conduct", "http://citizencodeofconduct.org/"),
    "contributor_covenant": ("Contributor Covenant", "https://www.contributor-covenant.org/"),
}


@operation("codes-of-conduct/get-all-codes-of-conduct")
def list_codes(call: Call) -> list[dict[str, Any]]:
    """GET /codes_of_conduct"""
    return [get(call, key) for key in _CODES]


@operation("codes-of-conduct/get-conduct-code")
def get(call: Call, key: str) -> dict[str, Any]:
    """GET /codes_of_conduct/{key}"""
    if key not in _CODES:
        raise NotFound(kind="code_of_conduct")
    name, page = _CODES[key]
    return {"key": key, "name": name, "url": f"{call.base}/codes_of_conduct/{key}", "html_url": page}
