"""Templates of .gitignore files; https://docs.github.com/rest/gitignore/gitignore."""

from __future__ import annotations

from typing import Any

from clonery.server.call import Call
from clonery.server.operation import operation
from clonery.server.problems import NotFound
from clonery.server.request import Answer

from ..gitignores import TEMPLATES
from ..wording import wants
from .meta import text


@operation("gitignore/get-all-templates")
def list_templates(call: Call) -> list[str]:
    """GET /gitignore/templates"""
    return list(TEMPLATES)


@operation("gitignore/get-template")
def get_template(call: Call, name: str) -> dict[str, Any] | Answer:
    """GET /gitignore/templates/{name}"""
    if name not in TEMPLATES:
        raise NotFound(kind="gitignore_template")
    source = TEMPLATES[name]
    return text(source) if wants(call.request, "raw") else {"name": name, "source": source}
