"""The dialect that a user's own clone begins with: its credentials travel as the description says."""

from typing import Any

from ..compiler.report import Json

_HEAD = '''"""How {title} words things: every method of Dialect may be put in here and changed."""

{imports}

class {name}(Dialect):
    """{title}'s dialect; lists, errors and times are the plain ones until a method here says otherwise."""
'''
_HEADER = '''
    def token(self, request: Request) -> str | None:
        """The key in its own header, or a bearer token."""
        return request.header("{lower}") or super().token(request)

    def present(self, token: str) -> dict[str, str]:
        return {{"{wire}": token}}
'''
_QUERY = '''
    def token(self, request: Request) -> str | None:
        """The key in the query, or a bearer token."""
        return dict(request.pairs).get("{wire}") or super().token(request)
'''
_COOKIE = '''
    def token(self, request: Request) -> str | None:
        """The key in its cookie, or a bearer token."""
        pairs = (part.strip().partition("=") for part in request.header("cookie").split(";"))
        return next((value for name, _, value in pairs if name == "{wire}"), None) or super().token(request)

    def present(self, token: str) -> dict[str, str]:
        return {{"Cookie": f"{wire}={{token}}"}}
'''
_BASIC = '''
    def token(self, request: Request) -> str | None:
        """The password, or the name where that is all there is; or a bearer token."""
        style, _, text = request.header("authorization").partition(" ")
        if style.lower() != "basic":
            return super().token(request)
        try:
            name, _, password = b64decode(text, validate=True).decode().partition(":")
        except ValueError:
            return None
        return password or name or None

    def present(self, token: str) -> dict[str, str]:
        return {"Authorization": "Basic " + b64encode(f"{token}:".encode()).decode()}
'''
_OPEN = '''
    def open(self, operation: Operation) -> bool:
        """Whether the operation answers without a token."""
        return {test}
'''


def dialect_file(name: str, title: str, data: Json, entries: list[Json]) -> str:
    """The text of dialect.py; `data` is the description, `entries` the compiled operations."""
    schemes = _schemes(data)
    body, imports, first = "", ["from clonery.server.dialect import Dialect"], ""
    for scheme in schemes:
        kind, place, wire = scheme.get("type"), scheme.get("in"), str(scheme.get("name", ""))
        if kind == "apiKey" and wire.lower() != "authorization":
            form = {"query": _QUERY, "cookie": _COOKIE}.get(str(place), _HEADER)
            body = form.format(wire=wire, lower=wire.lower())
        elif kind == "basic" or (kind == "http" and str(scheme.get("scheme", "")).lower() == "basic"):
            body = _BASIC
            first = "from base64 import b64decode, b64encode\n\n"
        break
    if body:
        imports.append("from clonery.server.request import Request")
    test = _open(data, entries, bool(schemes))
    if test:
        body += _OPEN.format(test=test)
        imports.append("from clonery.server.operation import Operation")
    return _HEAD.format(title=title, name=class_name(name), imports=first + "\n".join(sorted(imports)) + "\n") + body


def class_name(name: str) -> str:
    """The name of the clone's dialect: `acme-billing` has AcmeBillingDialect."""
    return "".join(part.title() for part in name.split("-")) + "Dialect"


def _schemes(data: Json) -> list[Json]:
    """The schemes that the description asks for first, then the others."""
    found = (data.get("components") or {}).get("securitySchemes") or data.get("securityDefinitions") or {}
    first = [name for choice in data.get("security") or () for name in choice]
    names = list(dict.fromkeys([*(name for name in first if name in found), *found]))
    return [found[name] for name in names if isinstance(found[name], dict)]


def _open(data: Json, entries: list[Json], guarded: bool) -> str:
    """An expression that is true for operations that ask for no credential; "" where all do."""
    if not guarded:
        return "True"
    everywhere = _none(data.get("security", [{"": []}]))
    names, others = set(), 0
    for path, item in data["paths"].items():
        for method, operation in item.items() if isinstance(item, dict) else ():
            if isinstance(operation, dict) and "responses" in operation:
                bare = _none(operation["security"]) if "security" in operation else everywhere
                found = {each["name"] for each in entries if _stands(each, method, path)}
                names |= found if bare else set()
                others += not bare
    if names and not others:
        return "True"
    listed = ", ".join(f'"{name}"' for name in sorted(names))
    return f"operation.name in ({listed},)" if names else ""


def _stands(entry: Json, method: str, path: str) -> bool:
    http: Any = entry.get("http", {})
    return bool(http.get("method") == method.upper() and str(http.get("path", "")).endswith(path))


def _none(security: Any) -> bool:
    return not security or {} in security
