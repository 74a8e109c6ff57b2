"""Tokens: seeded or minted, with scopes, expiry and an end; part of the state that reset and restore rewind."""

from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from typing import Any

import orjson

from .store import Store

BESIDE = "/consent"
"""Ends the name under which lies what a clone's tokens come from: apps, codes, grants; none of them is a token."""


@dataclass(frozen=True, slots=True)
class Credential:
    """One token. `scopes` None means everything its user may do; times are microseconds since 1970."""

    token: str
    clone: str
    user: Any = None
    scopes: tuple[str, ...] | None = None
    style: str = ""
    expires_at: int | None = None
    revoked: bool = False
    default: bool = False
    seeded: bool = False
    details: dict[str, Any] = field(default_factory=dict)

    def allows(self, scope: str) -> bool:
        return self.scopes is None or scope in self.scopes

    @property
    def id(self) -> str:
        """A name for it that may be shown: its last eight characters would not do for short ones."""
        return "cred_" + blake2b(f"{self.clone}/{self.token}".encode(), digest_size=8).hexdigest()


class Credentials:
    """The tokens of one session, kept in its store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._seen: dict[tuple[str, str], Credential] = {}

    def forget(self) -> None:
        """Drop what was read: the store's content has been replaced."""
        self._seen.clear()

    def get(self, clone: str, token: str) -> Credential | None:
        known = self._seen.get((clone, token))
        if known is None:
            sql = "SELECT doc FROM credentials WHERE clone = ? AND token = ?"
            row = self.store.execute(sql, (clone, token)).fetchone()
            if row is None:
                return None
            known = self._seen[clone, token] = _load(row[0])
        return known

    def put(self, credential: Credential) -> Credential:
        """Add it, or replace the one of the same token."""
        text = orjson.dumps(asdict(credential)).decode()
        self.store.execute(
            "INSERT OR REPLACE INTO credentials VALUES (?, ?, ?)", (credential.clone, credential.token, text)
        )
        self._seen.pop((credential.clone, credential.token), None)
        return credential

    def drop(self, credential: Credential) -> None:
        sql = "DELETE FROM credentials WHERE clone = ? AND token = ?"
        self.store.execute(sql, (credential.clone, credential.token))
        self._seen.pop((credential.clone, credential.token), None)

    def all(self, clone: str = "") -> list[Credential]:
        """Those of one clone, or of all, in a stable order; default ones first."""
        rows = self.store.execute("SELECT doc FROM credentials ORDER BY clone, token").fetchall()
        found = [made for made in (_load(doc) for (doc,) in rows) if not clone or made.clone == clone]
        return sorted(found, key=lambda made: (made.clone, not made.default))

    def default(self, clone: str) -> Credential | None:
        """The token that the session shows for a clone: the first person's, with all rights."""
        return next((made for made in self.all(clone) if made.default and not made.revoked), None)


def _load(doc: str) -> Credential:
    fields = orjson.loads(doc)
    if fields["scopes"] is not None:
        fields["scopes"] = tuple(fields["scopes"])
    return Credential(**fields)
