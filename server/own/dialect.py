"""The dialect that a user's own clone begins with: its credentials travel as the description says."""

from typing import Any

from ..compiler.report import Json

_HEAD = '''"""How {title} words things: every method of Dialect may be put in here and changed."""

{imports}

class {name}(Dialect):
    """{title}'s dialect; lists, errors and times are the plain ones until a method here says otherwise."""
'''
_PERSON = """
    user_kind = "{kind}"
"""
_TOKEN = '''
    def token(self, request: Request) -> str | None:
        """{told}."""
        {given}return {read}
'''
_PRESENT = """
    def present(self, token: str) -> dict[str, str]:
        return {{{held}}}
"""
_GIVEN = """name, password = request.basic or ("", "")
        """
_OPEN = '''
    def open(self, operation: Operation) -> bool:
        """Whether the operation answers without a token."""
        return {test}
'''


def dialect_file(name: str, title: str, data: Json, entries: list[Json]) -> str:
    """The text of dialect.py; `data` is the description, `entries` the compiled operations."""
    schemes = _schemes(data)
    ways = [way for way in map(_way, schemes) if way]
    body, imports, first = "", ["from clonery.server.dialect import Dialect"], ""
    if ways:
        told = list(dict.fromkeys([*(way[0] for way in ways), "a bearer token"]))
        read = [*dict.fromkeys(way[1] for way in ways), "super().token(request)"]
        words = f"{', '.join(told[:-1])}, or {told[-1]}"
        given = _GIVEN if any("password" in each for each in read) else ""
        body = _TOKEN.format(told=words[0].upper() + words[1:], given=given, read=" or ".join(read))
        imports.append("from clonery.server.request import Request")
        sent = (_way(schemes[0]) or ("", "", ""))[2]
        body += _PRESENT.format(held=sent) if sent else ""
        first = "from base64 import b64encode\n\n" if "b64encode" in sent else ""
    own = (each["effect"]["kind"] for each in entries if each.get("effect", {}).get("self"))
    person = next(own, "user")
    body = ("" if person == "user" else _PERSON.format(kind=person)) + body
    test = _open(data, entries, bool(schemes))
    if test:
        body += _OPEN.format(test=test)
        imports.append("from clonery.server.operation import Operation")
    return _HEAD.format(title=title, name=class_name(name), imports=first + "\n".join(sorted(imports)) + "\n") + body


def _way(scheme: Json) -> tuple[str, str, str] | None:
    """How a scheme's key is named, read, and sent; None for a bearer token, which every dialect reads."""
    kind, place, wire = scheme.get("type"), scheme.get("in"), str(scheme.get("name", ""))
    if kind == "basic" or (kind == "http" and str(scheme.get("scheme", "")).lower() == "basic"):
        sent = '"Authorization": "Basic " + b64encode(f"{token}:".encode()).decode()'
        return "the password of basic authorization, or its name alone", "password or name", sent
    if kind != "apiKey" or wire.lower() == "authorization":
        return None
    if place == "query":
        return f"the key {wire} in the query", f'dict(request.pairs).get("{wire}")', ""
    if place == "cookie":
        return f"the cookie {wire}", f'request.cookies.get("{wire}")', f'"Cookie": f"{wire}={{token}}"'
    return f"the key in the header {wire}", f'request.header("{wire.lower()}")', f'"{wire}": token'


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
