"""Public keys as OpenSSH writes them, and whether one is in use; https://docs.github.com/rest/users/keys."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING

from .records.accounts import PublicKey
from .records.repositories import DeployKey
from .refusals import ValidationFailed

if TYPE_CHECKING:
    from clonery.server.call import Call

TYPES = (
    "ssh-ed25519", "ssh-rsa", "ssh-dss", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
    "sk-ecdsa-sha2-nistp256@openssh.com", "sk-ssh-ed25519@openssh.com",
)  # fmt: skip


def clean(text: str) -> str:
    """A key without its comment: type and body, which must name the same type. Raises ValidationFailed."""
    kind, _, rest = text.strip().partition(" ")
    body = rest.strip().partition(" ")[0]
    try:
        data = b64decode(body, validate=True)
    except ValueError:
        data = b""
    if kind not in TYPES or data[: len(kind) + 4] != len(kind).to_bytes(4, "big") + kind.encode():
        message = "key is invalid. You must supply a key in OpenSSH public key format"
        raise ValidationFailed("PublicKey", "key", "custom", message)
    return f"{kind} {body}"


def unused(call: Call, text: str) -> str:
    """The clean key, which no person and no repository has yet. Raises ValidationFailed."""
    key = clean(text)
    if call.find(PublicKey, key=key) or call.find(DeployKey, key=key):
        raise ValidationFailed("PublicKey", "key", "custom", "key is already in use")
    return key
