"""What a client needs to reach a clone in a session: addresses, token, environment variables, texts to copy."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import orjson

from ...clone import Clone
from ...farm import DEFAULT
from ...state.credentials import Credential, Credentials
from ...state.session import Session
from ...state.store import Store

_NAME = re.compile(r"\{(\w+)\}")


def addresses(root: str, session: Session, clone: str) -> dict[str, str]:
    """Where the clone's REST and MCP are, without a trailing slash."""
    rest = f"{root}/{clone}" if session.id == DEFAULT else f"{root}/s/{session.id}/{clone}"
    return {"rest": rest, "mcp": f"{rest}/mcp"}


def connection(root: str, session: Session, clone: Clone) -> dict[str, Any]:
    """Addresses, the default token (None where it was revoked) and the environment variables."""
    where = addresses(root, session, clone.name)
    credential = defaults(session).get(clone.name)
    values = _values(where, root, session, clone, credential)
    env = {name: _filled(template, values) for name, template in clone.env.items()}
    return {**where, "token": credential.token if credential else None, "env": env}


def snippets(root: str, session: Session, clone: Clone) -> dict[str, str]:
    """Texts to copy, by title: for a shell, curl, Python, JavaScript and MCP clients, then the clone's own."""
    where = addresses(root, session, clone.name)
    values = _values(where, root, session, clone, defaults(session).get(clone.name))
    sent = clone.dialect.present(values["token"])
    shell = "".join(f"export {name}={_quoted(_filled(text, values))}\n" for name, text in clone.env.items())
    flags = " ".join(f"-H {_quoted(f'{name}: {value}')}" for name, value in sent.items())
    headers, bearer = _json(sent), {"Authorization": f"Bearer {values['token']}"}
    name = clone.name if session.id == DEFAULT else f"{clone.name}-{session.id}"
    command = ["mcp", clone.name, *(() if session.id == DEFAULT else ("--session", session.id))]
    served = {"type": "http", "url": where["mcp"], "headers": bearer}
    made = {
        "shell": shell,
        "curl": f"curl {flags} {_quoted(where['rest'] + '/')}\n",
        "python": f"import httpx\n\nclient = httpx.Client(base_url={_json(where['rest'])}, headers={headers})\n",
        "javascript": f"const call = (path, options = {{}}) =>\n"
        f"  fetch({_json(where['rest'])} + path, {{ ...options, headers: {{ ...{headers}, ...options.headers }} }});\n",
        "mcp": _json({"mcpServers": {name: served}}, indent=True) + "\n",
        "mcp_stdio": _json({"mcpServers": {name: {"command": "clonery", "args": command}}}, indent=True) + "\n",
    }
    return made | {title: _filled(text, values) for title, text in clone.snippets.items()}


def defaults(session: Session) -> dict[str, Credential]:
    """The default credential of each clone; read from the seed's image while nobody has used the session."""
    if not session.untouched:
        return _defaults(session.opened.credentials)
    notes = session.baseline.notes
    if "defaults" not in notes:
        db = session.baseline.open()
        try:
            notes["defaults"] = _defaults(Credentials(Store(db)))
        finally:
            db.close()
    found: dict[str, Credential] = notes["defaults"]
    return found


def _defaults(credentials: Credentials) -> dict[str, Credential]:
    found: dict[str, Credential] = {}
    for made in credentials.all():
        if made.default and not made.revoked:
            found.setdefault(made.clone, made)
    return found


def _values(
    where: dict[str, str], root: str, session: Session, clone: Clone, credential: Credential | None
) -> dict[str, str]:
    """What templates may name; the names of the default credential's details are empty where it was revoked."""
    scheme, _, address = where["rest"].partition("://")
    values = {**where, "root": root, "host": urlsplit(root).netloc, "session": session.id, "clone": clone.name}
    values |= {"scheme": scheme, "address": address}
    known = {name for text in (*clone.env.values(), *clone.snippets.values()) for name in _NAME.findall(text)}
    details: dict[str, Any] = credential.details if credential else dict.fromkeys(known, "")
    values |= {"token": credential.token if credential else ""}
    return {**{name: str(value) for name, value in details.items()}, **values}


def _filled(template: str, values: dict[str, str]) -> str:
    return _NAME.sub(lambda name: values.get(name[1], name[0]), template)


def _quoted(text: str) -> str:
    """As one word of a POSIX shell."""
    return text if re.fullmatch(r"[\w@%+=:,./-]+", text) else "'" + text.replace("'", "'\"'\"'") + "'"


def _json(value: Any, indent: bool = False) -> str:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 if indent else 0).decode()
